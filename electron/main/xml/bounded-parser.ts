import type { Tag } from 'sax';
import sax from 'sax';

/** Handlers for the parts of a document. Names of elements come without a namespace prefix. */
export type XmlHandlers = {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  /** A long text arrives in several pieces. */
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
  /** At the end of a document type; entities that it defines are never expanded, and their use is an error. */
  readonly documentType?: () => void;
};

/** The maximum size of all attributes of one tag, names and values. */
const maxTagCharacters = 128 * 1024;
const longestDeclaration = 16;
/** How much is parsed before the caller gets control: a few characters can refer to a whole row of shared texts. */
export const chunkCharacters = 2_048;

/** Returns a name without its namespace prefix. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

export type BoundedParser = {
  /** @param text at most `chunkCharacters` long */
  readonly write: (text: string) => void;
  readonly close: () => void;
};

/**
 * A parser with bounded memory. Both of its functions throw what `broken` returns if it is not XML, or has nesting, names or attributes
 * beyond what any program writes.
 */
export const boundedParser = (
  hear: XmlHandlers,
  { maxDepth, broken }: { readonly maxDepth: number; readonly broken: () => Error },
): BoundedParser => {
  const parser = sax.parser(true, { position: false });
  let isBroken = false;
  let depth = 0;
  let charactersOfTag = 0;
  const bound = (count: number, most: number): void => {
    if (count > most) throw broken();
  };
  parser.onerror = () => {
    isBroken = true;
  };
  parser.onopentagstart = () => {
    bound((depth += 1), maxDepth);
    charactersOfTag = 0;
  };
  parser.onattribute = ({ name, value }) => {
    bound((charactersOfTag += name.length + value.length), maxTagCharacters);
    // Flattens the string, which sax built character by character: as a rope it takes thirty times the memory.
    value.charCodeAt(0);
  };
  // Without namespaces, each attribute is a plain value.
  parser.onopentag = ({ name, attributes }) => hear.open(localName(name), attributes as Tag['attributes']);
  if (hear.text) {
    parser.ontext = hear.text;
    parser.oncdata = hear.text;
  }
  if (hear.documentType) parser.ondoctype = hear.documentType;
  parser.onclosetag = (name) => {
    depth -= 1;
    hear.close?.(localName(name));
  };
  const assertWhole = (): void => {
    if (isBroken) throw broken();
  };
  // sax refuses names, attributes and comments of 64 KB, and splits longer texts, only if `position` is set. Letting sax count each
  // character is slow, so it is set here.
  parser.position = 0;
  return {
    write: (text) => {
      parser.position += text.length;
      parser.write(text);
      // sax compares a whole declaration again at each character. Workbooks and messages have none except the beginnings of CDATA and of
      // a document type.
      bound((parser as unknown as { readonly sgmlDecl: string }).sgmlDecl.length, longestDeclaration);
      assertWhole();
    },
    close: () => {
      parser.close();
      assertWhole();
    },
  };
};
