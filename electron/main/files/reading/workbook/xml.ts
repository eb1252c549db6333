import { TextDecoder } from 'node:util';
import { boundedParser, chunkCharacters, type XmlHandlers } from '../../../xml/bounded-parser.ts';
import { FileFault } from '../../row-fault.ts';
import { t } from '../../../../../shared/words/words.ts';

const maxDepth = 40;
/** The maximum size of a document that is read whole, such as the lists of sheets and styles. */
const maxWholeBytes = 32 * 1024 ** 2;

/**
 * Parses an XML document piece by piece, and yields after each piece so that the caller can use the results so far.
 * @throws FileFault if it is not XML, or has nesting, names or attributes beyond what any program writes.
 */
export async function* streamXml(bytes: AsyncIterable<Uint8Array>, hear: XmlHandlers): AsyncGenerator<void> {
  const parser = boundedParser(hear, { maxDepth, broken });
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
