import { beforeEach } from 'vitest';
import { whyExcluded } from '../../electron/tooling/windows/exclusion.ts';

// Only loaded on Windows. What the list excludes is counted at the end of the run.
beforeEach(({ task, skip }) => {
  const reason = whyExcluded(task.file.name, task.name);
  if (reason !== undefined) skip(reason);
});
