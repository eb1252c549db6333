import { beforeEach } from 'vitest';
import { reasonToExclude } from '../../electron/tooling/windows/excluded.ts';

// Only loaded under Wine. What the list excludes is counted at the end of the run.
beforeEach(({ task, skip }) => {
  const reason = reasonToExclude(task.file.name, task.name);
  if (reason !== undefined) skip(reason);
});
