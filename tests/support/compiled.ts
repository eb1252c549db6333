import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Enables Node's compile cache for child processes and threads of tests, which also holds the code with types stripped: otherwise
 * hundreds of threads that check a database would each compile the program again.
 */
export const keepCompiledCode = (): void => {
  process.env['NODE_COMPILE_CACHE'] = join(tmpdir(), 'borrow-desk-compiled');
};
