import { TextDecoder } from 'node:util';
import type { Tag } from 'sax';
import sax from 'sax';
import { FileFault } from '../../row-fault.ts';
import { t } from '../../../../../shared/words/words.ts';

/** What hears of a document while it passes by. Names come without the prefix of their namespace. */
export type Hearer = {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  /** A long text comes in several pieces. */
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
};

/** All attributes of one tag together: names and values. */
const maxTagCharacters = 128 * 1024;
const maxDepth = 40;
const longestDeclaration = 16;
/** Of a document that is read whole, such as the list of sheets or of styles. */
const maxWholeBytes = 32 * 1024 ** 2;
/** So much is parsed before the caller may look: a few letters can stand for a whole row of texts that cells share. */
const charactersAtOnce = 2_048;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads a document of XML piece by piece; after each piece the caller may look at what was heard.
 * @throws FileFault where it is no XML, or one that no program writes: nested deeper, or with longer names or attributes.
 */
export async function* passXml(bytes: AsyncIterable<Uint8Array>, hear: Hearer): AsyncGenerator<void> {
  const parser = boundedParser(hear);
  let decoder: TextDecoder | null = null;
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(chunk[0] === 0xff ? 'utf-16le' : 'utf-8');
    const text = decoder.decode(chunk, { stream: true });
    for (let from = 0; from < text.length; from += charactersAtOnce) {
      parser.write(text.slice(from, from + charactersAtOnce));
      yield;
    }
  }
  parser.close();
  yield;
}

type BoundedParser = { readonly write: (text: string) => void; readonly close: () => void };

/** A parser that keeps little of a document. Both of its functions throw a FileFault. */
const boundedParser = (hear: Hearer): BoundedParser => {
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
    // It was put together letter by letter, and takes thirty times its room until somebody asks for one.
    value.charCodeAt(0);
  };
  // Without namespaces an attribute is its value.
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
  // It refuses a name, an attribute or a comment of 64 KB, and tells longer texts in pieces, only where it knows how far it has read. To count
  // letter by letter takes long.
  parser.position = 0;
  return {
    write: (text) => {
      parser.position += text.length;
      parser.write(text);
      // It compares all of a declaration anew at each letter. Workbooks have none but the beginnings of CDATA and of a document type.
      bound((parser as unknown as { readonly sgmlDecl: string }).sgmlDecl.length, longestDeclaration);
      assertWhole();
    },
    close: () => {
      parser.close();
      assertWhole();
    },
  };
};

/** Reads a small document to its end. @throws FileFault as `passXml` does, and where it is not small. */
export const hearXml = async (bytes: AsyncIterable<Uint8Array>, hear: Hearer): Promise<void> => {
  for await (const _ of passXml(notMore(bytes, maxWholeBytes), hear));
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
