import { Parser } from 'htmlparser2';

// The text of an HTML mail. Nothing is loaded, run or shown as markup: only characters that a reader of the mail would see are kept.

/** Elements whose content is not text of the mail. */
const unread: ReadonlySet<string> = new Set([
  'audio',
  'canvas',
  'head',
  'iframe',
  'math',
  'noframes',
  'noscript',
  'object',
  'script',
  'select',
  'style',
  'svg',
  'template',
  'textarea',
  'title',
  'video',
]);

const blocks: ReadonlySet<string> = new Set([
  'address',
  'article',
  'blockquote',
  'center',
  'dd',
  'div',
  'dl',
  'dt',
  'footer',
  'form',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hr',
  'li',
  'main',
  'ol',
  'p',
  'pre',
  'section',
  'table',
  'tr',
  'ul',
]);

// Words that a reader does not see must not lead to a proposal.
const unseen = /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|mso-hide\s*:\s*all/iu;
const quotes = /gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote|divRplyFwdMsg|appendonsend/u;
const signatures = /gmail_signature|moz-signature|ms-outlook-mobile-signature/iu;

/** Reading ends where elements are nested more deeply than in real mails: the parser gets slower with each level. */
const deepest = 1_000;
const longestAttribute = 2_000;

type Attributes = Readonly<Record<string, string>>;
type Open = { readonly name: string; readonly isUnread: boolean; readonly isQuote: boolean };

const attribute = (attributes: Attributes, name: string): string =>
  (attributes[name] ?? '').slice(0, longestAttribute);

/** Collects the text of a document, up to a length. */
class TextOfHtml {
  readonly #longest: number;
  readonly #lines: string[] = [];
  readonly #open: Open[] = [];
  #line = '';
  #length = 0;
  #unread = 0;
  #quotes = 0;

  constructor(longest: number) {
    this.#longest = longest;
  }

  get isFull(): boolean {
    return this.#length > this.#longest || this.#open.length > deepest;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'br' || blocks.has(name)) this.#endLine(name === 'br' || name === 'p');
    else if (name === 'td' || name === 'th') this.text(' ');
    const named = `${attribute(attributes, 'class')} ${attribute(attributes, 'id')}`;
    const isUnread =
      unread.has(name) || 'hidden' in attributes || unseen.test(attribute(attributes, 'style'));
    const isQuote = name === 'blockquote' || quotes.test(named);
    if (this.#unread === 0 && signatures.test(named)) this.#addLine('-- ');
    this.#open.push({ name, isUnread, isQuote });
    if (isUnread) this.#unread += 1;
    if (isQuote) this.#quotes += 1;
  }

  close(name: string): void {
    if (blocks.has(name)) this.#endLine(false);
    const last = this.#open.at(-1);
    if (last?.name !== name) return;
    this.#open.pop();
    if (last.isUnread) this.#unread -= 1;
    if (last.isQuote) this.#quotes -= 1;
  }

  text(part: string): void {
    if (this.#unread > 0 || this.isFull) return;
    const words = part.slice(0, this.#longest).replace(/\s+/gu, ' ');
    this.#line += this.#line === '' || this.#line.endsWith(' ') ? words.trimStart() : words;
    this.#length += words.length;
  }

  toString(): string {
    this.#endLine(false);
    return this.#lines.join('\n').trim();
  }

  /** @param mayBeEmpty whether an empty line is one that a reader sees */
  #endLine(mayBeEmpty: boolean): void {
    const line = this.#line.trimEnd();
    if (this.#unread === 0 && (line !== '' || mayBeEmpty)) this.#addLine(line);
    this.#line = '';
  }

  #addLine(line: string): void {
    if (this.isFull) return;
    this.#length += 1;
    this.#lines.push(this.#quotes > 0 ? `> ${line}` : line);
  }
}

/** How much is parsed at once; after each part, reading ends if the text is long enough. */
const chunk = 16_384;

/**
 * Returns the text of an HTML mail as plain lines, in time and memory proportional to its size. Quoted mails begin with `> `, and a
 * signature follows a line `-- `, as in plain mails. @param longest about how many characters are kept
 */
export const textOfHtml = (html: string, longest: number): string => {
  const text = new TextOfHtml(longest);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => text.open(name, attributes),
      onclosetag: (name) => text.close(name),
      ontext: (words) => text.text(words),
    },
    { decodeEntities: true },
  );
  for (let at = 0; at < html.length && !text.isFull; at += chunk) parser.write(html.slice(at, at + chunk));
  parser.end();
  return text.toString();
};
