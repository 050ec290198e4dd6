"""The public contract for plugins: one flat import surface, versioned apart from the server."""

from besedka.plugin.chats import Chat, File, Message, Visit
from besedka.plugin.distribution import Candidate, Choice, DistributionStrategy, Wait
from besedka.plugin.errors import BesedkaError, InvalidAnswer, InvalidSettings, NeedsAuth, NotReady, Refused
from besedka.plugin.events import ChatAssigned, ChatClosed, ChatOpened, ChatRated, Event, MessageAdded
from besedka.plugin.forms import ChoiceStep, ScaleStep, Step, TextStep
from besedka.plugin.hooks import Access, Drop, Hooks, Job, Panel, PanelRow, Route, hookimpl
from besedka.plugin.people import ChatId, Client, ClientId, ConnectionId, GroupId, Operator, OperatorId
from besedka.plugin.plugin import Permission, Plugin
from besedka.plugin.provider import Account, Provider, SocketChannel
from besedka.plugin.ratings import Rating, RatingFlow
from besedka.plugin.settings import NoSettings, Secret, SettingsT
from besedka.plugin.sla import Deadline, Progress, SlaRule, Turn
from besedka.plugin.surroundings import Calendar, Context, Desk, Log, Store

API = "0.1"

__all__ = [
    "API",
    "Access",
    "Account",
    "BesedkaError",
    "Calendar",
    "Candidate",
    "Chat",
    "ChatAssigned",
    "ChatClosed",
    "ChatId",
    "ChatOpened",
    "ChatRated",
    "Choice",
    "ChoiceStep",
    "Client",
    "ClientId",
    "ConnectionId",
    "Context",
    "Deadline",
    "Desk",
    "DistributionStrategy",
    "Drop",
    "Event",
    "File",
    "GroupId",
    "Hooks",
    "InvalidAnswer",
    "InvalidSettings",
    "Job",
    "Log",
    "Message",
    "MessageAdded",
    "NeedsAuth",
    "NoSettings",
    "NotReady",
    "Operator",
    "OperatorId",
    "Panel",
    "PanelRow",
    "Permission",
    "Plugin",
    "Progress",
    "Provider",
    "Rating",
    "RatingFlow",
    "Refused",
    "Route",
    "ScaleStep",
    "Secret",
    "SettingsT",
    "SlaRule",
    "SocketChannel",
    "Step",
    "Store",
    "TextStep",
    "Turn",
    "Visit",
    "Wait",
    "hookimpl",
]
