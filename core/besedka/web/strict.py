"""Requests whose bodies mean what they say: Litestar alone would take "false", 0 and 1 for a yes or no, and "5" for a number."""

from typing import Any

import msgspec
from litestar import Request
from litestar.exceptions import ValidationException


class StrictRequest(Request[Any, Any, Any]):
    """Its JSON is already of the type that the handler asks for."""

    async def json(self) -> Any:
        """Raises:
        ValidationException: it is of another type.
        """
        body, wanted = await super().json(), self.route_handler.parsed_data_field
        if wanted is None:
            return body
        try:
            return msgspec.convert(body, wanted.annotation)
        except msgspec.ValidationError as error:
            raise ValidationException from error
