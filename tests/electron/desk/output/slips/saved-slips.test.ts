import { expect, test } from 'vitest';
import { savedSlipsService } from '../../../../../electron/main/desk/output/slips/saved-slips.service.ts';
import { slipsService } from '../../../../../electron/main/desk/output/slips/slips.service.ts';
import type { PrintJobId } from '../../../../../shared/domain/ids.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import { newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { noPrinter } from '../../../../support/no-printer.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

test('a saved slip is opened by its note; a missing file is refused', async () => {
  const opened: string[] = [];
  const { open } = savedSlipsService(desk.context, {
    openSaved: (note) => {
      opened.push(note);
      return Promise.resolve(ok(null));
    },
  });
  const job = valueOf(slipsService(desk.context, noPrinter).printTest({ opId: newOpId() }));
  desk.raw
    .prepare("UPDATE print_job SET state = 'printed', note = 'saved as slips/1-test.pdf' WHERE id = ?")
    .run(job.id);
  valueOf(await open({ jobId: job.id }));
  expect(opened).toEqual(['saved as slips/1-test.pdf']);
  expect(codeOf(await open({ jobId: 999 as PrintJobId }))).toBe('job-unknown');
});
