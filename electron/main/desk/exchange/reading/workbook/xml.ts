import { TextDecoder } from 'node:util';
import type { Tag } from 'sax';
import sax from 'sax';
import { FileFault } from '../../row-fault.ts';
import { t } from '../../../../../../shared/words/words.ts';

/** What hears of a document while it passes by. Names come without the prefix of their namespace. */
export type Hearer = {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  /** A long text comes in several pieces. */
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
};

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads a document of XML piece by piece; after each piece the caller may look at what was heard.
 * @throws FileFault where it is no XML.
 */
export async function* passXml(bytes: AsyncIterable<Uint8Array>, hear: Hearer): AsyncGenerator<void> {
  const parser = sax.parser(true, { position: false });
  let isBroken = false;
  parser.onerror = () => {
    isBroken = true;
  };
  // Without namespaces an attribute is its value.
  parser.onopentag = ({ name, attributes }) => hear.open(localName(name), attributes as Tag['attributes']);
  if (hear.text) {
    parser.ontext = hear.text;
    parser.oncdata = hear.text;
  }
  if (hear.close) parser.onclosetag = (name) => hear.close?.(localName(name));
  let decoder: TextDecoder | null = null;
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(chunk[0] === 0xff ? 'utf-16le' : 'utf-8');
    // After a fault it throws at each piece.
    parser.write(decoder.decode(chunk, { stream: true }));
    if (isBroken) throw broken();
    yield;
  }
  try {
    parser.close();
  } catch {
    throw broken();
  }
  if (isBroken) throw broken();
  yield;
}

/** Reads a small document to its end. */
export const hearXml = async (bytes: AsyncIterable<Uint8Array>, hear: Hearer): Promise<void> => {
  for await (const _ of passXml(bytes, hear));
};

const broken = (): FileFault => new FileFault(t('reading.thisWorkbookIsDamagedOpenIt'));
