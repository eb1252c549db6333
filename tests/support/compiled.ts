import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The environment of a Node that a test starts: it takes over what an earlier one of the same code compiled. */
export const withCompiledCode = (): NodeJS.ProcessEnv => ({
  ...process.env,
  NODE_COMPILE_CACHE: join(tmpdir(), 'borrow-desk-compiled'),
});
