const attributes = String.raw`(?:"[^"<]*"|'[^'<]*'|[^<>"'])*`;
/** An element with nothing but text, a comment or CDATA, a tag, or text. Nothing is left out; no alternative reads on past the next one that opens, so that hostile text takes no longer. */
const piece = new RegExp(
  String.raw`<([^\s<>/!?"']+)(?:\s${attributes})?>[^<]*</\1\s*>|<!--(?:(?!--)[^])*-->|<!\[CDATA\[(?:(?!\]\]>|<!\[CDATA\[)[^])*\]\]>|<${attributes}>|[^<]+|<`,
  'gu',
);
const deepest = 40;
const isLeaf = /^<[^/!?][^]*<\//u;
const isOpening = /^<[^/!?]/u;

/** Returns XML with one element a line, each indented below the one that contains it. Other text is returned as it is. */
export const indentedXml = (text: string): string => {
  if (!/^\s*</u.test(text)) return text;
  const lines: string[] = [];
  let depth = 0;
  for (const [found] of text.matchAll(piece)) {
    const line = found.trim();
    if (line === '') continue;
    if (line.startsWith('</')) depth = Math.max(0, depth - 1);
    lines.push(`${'  '.repeat(Math.min(depth, deepest))}${line}`);
    if (isOpening.test(line) && !isLeaf.test(line) && !line.endsWith('/>')) depth += 1;
  }
  return lines.join('\n');
};
