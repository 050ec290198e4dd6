/** What the client thought of the conversation; a bad rating is red. */
import { IconStar } from "@tabler/icons-react";
import type { Row } from "../api/types";
import { useFormat } from "../texts/useFormat";
import { useTranslation } from "../texts/useTranslation";

interface Props {
  rating: NonNullable<Row["rating"]>;
  className?: string;
  size: 14 | 16;
}

export function RatingChip({ rating: { score, out_of, bad }, className, size }: Props) {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <span className={className} data-bad={bad || undefined}>
      <IconStar size={size} aria-hidden />
      {t(bad ? "row.rated" : "row.rated_of", { score: number(score), of: number(out_of) })}
    </span>
  );
}
