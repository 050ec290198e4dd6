/** Quotation marks of a language, one kind outside and another inside. Pure. */

const marks: Record<string, [outer: [string, string], inner: [string, string]]> = {
  ru: [
    ["«", "»"],
    ["„", "“"],
  ],
  en: [
    ["“", "”"],
    ["‘", "’"],
  ],
};

export function quote(language: string, text: string): string {
  const [[open, close], [innerOpen, innerClose]] = marks[language] ?? marks.en!;
  return open + text.replaceAll(open, innerOpen).replaceAll(close, innerClose) + close;
}
