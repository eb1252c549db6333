// What the writer of a mail added to it: without the mails that it quotes, and without its signature.

/** The line above a quoted mail. Programs wrap it, so that up to three lines are read as one. */
const above = [
  /^.{4,300} wrote:$/iu,
  /^.{4,300} schrieb.{0,200}:$/iu,
  /^el .{4,300} escribi(?:ó|o)\s?:$/iu,
  /^le .{4,300} a écrit\s?:$/iu,
];

const beginsAbove = /^(?:on|am|el|le) /iu;

/** A line that only a program writes before the whole mail that is answered or passed on: everything below is not the writer's. */
const below =
  /^(?:[-_—]{2,} ?(?:original message|original appointment|forwarded message|urspr(?:ü|ue)ngliche nachricht|originalnachricht|weitergeleitete nachricht|mensaje original|mensaje reenviado|message d'origine) ?[-_—]{2,}|begin forwarded message:|anfang der weitergeleiteten nachricht:|inicio del mensaje reenviado:|_{10,})$/iu;

const headFrom = /^\*?(?:from|von|de)\s?:\*?\s/iu;
const headNext =
  /^\*?(?:sent|date|to|subject|cc|gesendet|datum|an|betreff|enviado(?: el)?|fecha|para|asunto)\s?:\*?/iu;

const signature = /^(?:--|—)\s?$/u;
const closing =
  /^(?:(?:with )?(?:best|kind|warm|many|kindest|warmest)(?: (?:best|kind|warm))?,? (?:regards|wishes|thanks)|regards|sincerely|yours (?:sincerely|faithfully|truly)|cheers|many thanks|thank you|thanks|mit (?:freundlichen|besten|herzlichen|lieben|kollegialen) (?:grüßen|grüssen|gruessen|grüße)|(?:freundliche|beste|herzliche|viele|liebe|kollegiale|schöne) (?:grüße|grüsse|gruesse)|mfg|vg|(?:un )?(?:saludos?|cordial saludo)(?: cordiales?| cordial)?|cordialmente|atentamente|(?:muy )?atte\.?|gracias|sent from my .{1,60}|von meinem .{1,40} gesendet|enviado desde mi .{1,60})\s?[,.!]?$/iu;

const isQuoted = (line: string): boolean => /^\s*(?:>|\|\s)/u.test(line);

/** Returns how many lines the line above a quoted mail takes, if one begins here; 0 if none does. */
const linesAbove = (lines: readonly string[], at: number): number => {
  const begins = beginsAbove.test(lines[at] ?? '');
  for (let count = 1; count <= (begins ? 3 : 1); count += 1) {
    const those = lines.slice(at, at + count);
    const one = those.join(' ').trim();
    if (one.length > 400 || those.some((line) => line === '' || isQuoted(line))) return 0;
    if (above.some((form) => form.test(one))) return count;
  }
  return 0;
};

/** Whether the head of a mail, as programs repeat it above its text, begins here. */
const isHead = (lines: readonly string[], at: number): boolean =>
  headFrom.test(lines[at] ?? '') && lines.slice(at + 1, at + 4).some((line) => headNext.test(line));

const nextText = (lines: readonly string[], from: number): string =>
  lines.slice(from).find((line) => line.trim() !== '') ?? '';

/** Returns the lines that the writer of a mail wrote. @param text with `\n` as line end */
export const replyPart = (text: string): string => {
  const lines = text.split('\n').map((line) => line.trim());
  const own: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (signature.test(line) || closing.test(line) || below.test(line) || isHead(lines, at)) break;
    const count = isQuoted(line) ? 0 : linesAbove(lines, at);
    if (count > 0) {
      // An answer may stand below a quotation whose lines are marked; otherwise nobody can tell where it ends.
      if (!isQuoted(nextText(lines, at + count))) break;
      at += count - 1;
    } else own.push(isQuoted(line) ? '' : line);
  }
  return own
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
};
