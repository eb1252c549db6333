import { t } from '../../../shared/words/words.ts';
import { boundedParser, chunkCharacters } from './bounded-parser.ts';

/** An element without its namespace: its name, text and children. */
export type XmlElement = {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
};

/** Bounds of a message. Real ones are a tenth of this; CrossLink refuses those above 100 KB. */
export const messageLimits = {
  bytes: 256 * 1024,
  depth: 20,
  elements: 5_000,
  charactersOfText: 64 * 1024,
} as const;

/** Why bytes are not an XML document that we read. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';
}

const faults = {
  size: t('The message is too large.'),
  xml: t('The message is not well-formed XML, or nested too deeply.'),
  documentType: t('The message has a document type, which is not accepted.'),
} as const;
const fault = (why: keyof typeof faults): XmlFault => new XmlFault(faults[why]);

/**
 * Parses a document into its elements, whatever their namespace prefixes. Memory is bounded by `messageLimits`, and no entity of the
 * document is expanded.
 * @throws XmlFault with a sentence for staff
 */
export const readTree = (bytes: Uint8Array): XmlElement => {
  if (bytes.length > messageLimits.bytes) throw fault('size');
  const tree = treeBuilder();
  const parser = boundedParser(tree, { maxDepth: messageLimits.depth, broken: () => fault('xml') });
  const text = decode(bytes);
  for (let from = 0; from < text.length; from += chunkCharacters)
    parser.write(text.slice(from, from + chunkCharacters));
  parser.close();
  const root = tree.root();
  if (root === null) throw fault('xml');
  return root;
};

/** UTF-8, as the standard demands, UTF-16 with its mark, or what the document declares of one byte a character. A byte order mark is removed. */
const decode = (bytes: Uint8Array): string => {
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isUtf16) return new TextDecoder(first === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  const declared = /^<\?xml[^>]{0,100}\sencoding\s*=\s*["']([\w.-]{1,40})["']/.exec(
    new TextDecoder('latin1').decode(bytes.subarray(0, 200)),
  )?.[1];
  return new TextDecoder(oneByte.test(declared ?? '') ? declared : 'utf-8').decode(bytes);
};
const oneByte = /^(?:iso-8859-(?:1|2|9|15)|windows-125[0-4]|latin1|us-ascii)$/i;

type Growing = {
  readonly name: string;
  text: string;
  readonly children: Growing[];
};

const treeBuilder = () => {
  let top: Growing | null = null;
  let elements = 0;
  const open: Growing[] = [];
  return {
    open: (name: string) => {
      if ((elements += 1) > messageLimits.elements) throw fault('size');
      const element: Growing = { name, text: '', children: [] };
      open.at(-1)?.children.push(element);
      open.push(element);
      top ??= element;
    },
    text: (piece: string) => {
      const element = open.at(-1);
      if (!element) return;
      if (element.text.length + piece.length > messageLimits.charactersOfText) throw fault('size');
      element.text += piece;
    },
    close: () => {
      open.pop();
    },
    documentType: () => {
      throw fault('documentType');
    },
    root: (): XmlElement | null => top,
  };
};
