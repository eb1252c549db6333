import { TextDecoder } from 'node:util';
import type { Tag } from 'sax';
import sax from 'sax';
import { FileFault } from '../../row-fault.ts';
import { t } from '../../../../../shared/words/words.ts';

/** Handlers for the parts of a document. Names come without a namespace prefix. */
type XmlHandlers = {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  /** A long text arrives in several pieces. */
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
};

/** The maximum size of all attributes of one tag, names and values. */
const maxTagCharacters = 128 * 1024;
const maxDepth = 40;
const longestDeclaration = 16;
/** The maximum size of a document that is read whole, such as the lists of sheets and styles. */
const maxWholeBytes = 32 * 1024 ** 2;
/** How much is parsed before the caller gets control: a few characters can refer to a whole row of shared texts. */
const chunkCharacters = 2_048;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Parses an XML document piece by piece, and yields after each piece so that the caller can use the results so far.
 * @throws FileFault if it is not XML, or has nesting, names or attributes beyond what any program writes.
 */
export async function* streamXml(bytes: AsyncIterable<Uint8Array>, hear: XmlHandlers): AsyncGenerator<void> {
  const parser = boundedParser(hear);
  let decoder: TextDecoder | null = null;
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(chunk[0] === 0xff ? 'utf-16le' : 'utf-8');
    const text = decoder.decode(chunk, { stream: true });
    for (let from = 0; from < text.length; from += chunkCharacters) {
      parser.write(text.slice(from, from + chunkCharacters));
      yield;
    }
  }
  parser.close();
  yield;
}

type BoundedParser = { readonly write: (text: string) => void; readonly close: () => void };

/** A parser with bounded memory. Both of its functions throw a FileFault. */
const boundedParser = (hear: XmlHandlers): BoundedParser => {
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
      // sax compares a whole declaration again at each character. Workbooks have none except the beginnings of CDATA and of a document
      // type.
      bound((parser as unknown as { readonly sgmlDecl: string }).sgmlDecl.length, longestDeclaration);
      assertWhole();
    },
    close: () => {
      parser.close();
      assertWhole();
    },
  };
};

/** Parses a small document to its end. @throws FileFault like `streamXml`, and if the document is too large. */
export const parseXml = async (bytes: AsyncIterable<Uint8Array>, hear: XmlHandlers): Promise<void> => {
  for await (const _ of streamXml(notMore(bytes, maxWholeBytes), hear));
};

async function* notMore(bytes: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of bytes) {
    if ((read += chunk.length) > most) throw broken();
    yield chunk;
  }
}

const broken = (): FileFault =>
  new FileFault(t('This workbook is damaged. Open and save it in Excel, then import it again.'));
