import { keepCompiledCode } from '../support/compiled.ts';
import { electronExecutable } from '../support/launch.ts';
import { useWorkFolder } from '../support/work-folder.ts';

/** What all end-to-end tests share: the runtime, and a quick folder for their files, in the environment of the workers. */
export default async function globalSetup(): Promise<() => void> {
  await electronExecutable();
  const endWork = useWorkFolder();
  keepCompiledCode();
  return endWork;
}
