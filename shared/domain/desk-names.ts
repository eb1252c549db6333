import type { DeskId, LibraryId } from './ids.ts';
import { isSameName } from './plain-text.ts';

type Desk = { readonly id: DeskId | null; readonly name: string; readonly libraryId: LibraryId };

/** Returns another desk in use of the same library with the same name: staff could not tell the two apart. */
export const deskOfSameName = <T extends Desk & { readonly active: boolean | number }>(
  desks: readonly T[],
  wanted: Desk,
): T | undefined =>
  desks.find(
    ({ id, name, libraryId, active }) =>
      Boolean(active) && id !== wanted.id && libraryId === wanted.libraryId && isSameName(name, wanted.name),
  );
