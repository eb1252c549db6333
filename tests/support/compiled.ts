import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Has each process and thread of Node that tests start take over what an earlier one of the same code compiled, and what was left of
 * TypeScript without its types: some hundred threads check a database, and each would begin by reading the program anew.
 */
export const keepCompiledCode = (): void => {
  process.env['NODE_COMPILE_CACHE'] = join(tmpdir(), 'borrow-desk-compiled');
};
