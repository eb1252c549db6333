import { escapeHtml } from '../../../shared/domain/escape-html.ts';

/** What is written into an element: its text, or its children. */
export type Content = string | readonly Written[];
export type Written = {
  readonly name: string;
  readonly content: Content;
  /** Attributes, by their names with prefix. */
  readonly attributes?: Readonly<Record<string, string>>;
};

/** Writes a document with this root. Names must be XML names: they are written as they are. */
export const xmlOf = (root: Written): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${elementXml(root)}\n`;

const elementXml = ({ name, content, attributes = {} }: Written): string => {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${textXml(value)}"`);
  const inside = typeof content === 'string' ? textXml(content) : content.map(elementXml).join('');
  return `<${name}${written.join('')}>${inside}</${name}>`;
};

// XML 1.0 has no way to write these, not even as references.
// oxlint-disable-next-line no-control-regex
const impossible = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

const loneHalves = /\p{Surrogate}/gu;

/** A parser would turn a carriage return into a line feed, so it is written as a reference. */
const textXml = (text: string): string =>
  escapeHtml(text.replace(loneHalves, '\uFFFD').replace(impossible, ' ')).replaceAll('\r', '&#13;');
