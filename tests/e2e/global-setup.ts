import { keepCompiledCode } from '../support/compiled.ts';
import { electronExecutable } from '../support/launch.ts';
import { useWorkFolder } from '../support/work-folder.ts';

/** The shared setup of all end-to-end tests: the runtime, and a fast folder for their files, in the environment of the workers. */
export default async function globalSetup(): Promise<() => void> {
  await electronExecutable();
  const endWork = useWorkFolder();
  keepCompiledCode();
  return endWork;
}
