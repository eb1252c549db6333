import { FileFault } from '../row-fault.ts';
import type { FileVersion } from '../sections.ts';
import { fileVersions } from '../sections.ts';
import type { Outline } from './json-outline.ts';
import { t } from '../../../../shared/words/words.ts';

const notALibraryFile = t('exchange.thisIsJsonButNotA');

/** @throws FileFault unless it is a library file of a version that we read. */
export const versionOf = (outline: Outline, line: number): FileVersion => {
  const [format, version] = ['format', 'version'].map((key) => outline.values.get(key));
  const known = fileVersions.find((each) => each === version);
  if (format === 'borrow-desk/library' && known) return known;
  if (format === undefined && outline.broken) throw brokenFile(outline, line);
  if (format !== 'borrow-desk/library') throw new FileFault(notALibraryFile);
  if (version === undefined && outline.broken) throw brokenFile(outline, line);
  if (typeof version === 'number' && !fileVersions.some((each) => each >= version))
    throw new FileFault(t('exchange.theLibraryFileHasVersionThis', { version }));
  throw new FileFault(t('exchange.theLibraryFileDoesNotSay'));
};

/** Why a file that breaks off is not read further. @param line in which it does. */
export const brokenFile = ({ broken }: Outline, line: number): FileFault =>
  new FileFault(
    t('exchange.theFileIsNotValidJson', { line, byte: broken?.byte ?? 0, why: broken?.why ?? '' }),
  );
