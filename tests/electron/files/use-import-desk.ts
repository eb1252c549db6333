import { afterEach, beforeEach } from 'vitest';
import { type ImportDesk, openImportDesk } from './import-desk.ts';

/** Opens such a desk for each test of a file, and closes it afterwards. */
export const useImportDesk = (options: { readonly hasLibrary?: boolean } = {}): ImportDesk => {
  const desk = {} as ImportDesk;
  beforeEach(() => void Object.assign(desk, openImportDesk(options)));
  afterEach(() => desk.close());
  return desk;
};
