import { afterEach, beforeEach } from 'vitest';
import { type ImportDesk, openImportDesk } from './import-desk.ts';

/** Such a desk for each test of a file, closed after it. */
export const useImportDesk = (options: { readonly hasLibrary?: boolean } = {}): ImportDesk => {
  const desk = {} as ImportDesk;
  beforeEach(() => void Object.assign(desk, openImportDesk(options)));
  afterEach(() => desk.close());
  return desk;
};
