import type { Handlers } from '../../ipc/handlers.ts';
import type { LibraryFile } from './library-file.service.ts';

/** The calls of the import page. */
export const libraryFileHandlers = (
  service: LibraryFile,
): Handlers<
  | 'libraryFile.choose'
  | 'libraryFile.import'
  | 'libraryFile.cancel'
  | 'libraryFile.status'
  | 'libraryFile.showReport'
> => ({
  'libraryFile.choose': () => service.choose(),
  'libraryFile.import': ({ token }) => service.import(token),
  'libraryFile.cancel': () => service.cancel(),
  'libraryFile.status': () => service.status(),
  'libraryFile.showReport': () => service.showReport(),
});
