import { fail, type NotDone } from '../../../../../shared/ipc/result.ts';
import { BadCopyError } from '../../../db/backup.ts';
import { whyNoBackup, whyUnfit } from '../../../db/backup-words.ts';
import { codeOf, failureOf, storageFaultOf } from '../../../db/errors.ts';
import { t } from '../../../../../shared/words/words.ts';

/** Returns why a file could not be read or written, as a failure that staff understand. In that case nothing was changed. */
export const notDoneOf = (error: unknown, doing: 'reading' | 'writing'): NotDone => {
  const code = codeOf(error);
  if (error instanceof BadCopyError) return fail('database-damaged', whyNoBackup(error));
  if (code === 'NOT_A_FILE') return fail('file-unreadable', whyUnfit('folder', ''), undefined, false);
  switch (storageFaultOf(error)) {
    case 'disk-full':
      return fail(
        'disk-full',
        t('The disk is full, so nothing was changed. Free up space, then try again.'),
        { cause: code },
      );
    case 'read-only':
      return doing === 'reading'
        ? fail('file-unreadable', whyUnfit('no-right', ''), { cause: code }, false)
        : fail(
            'file-unwritable',
            t(
              'That location cannot be written to, so nothing was changed. Choose another location, or ask your IT staff.',
            ),
            { cause: code },
            false,
          );
    default:
      return (
        failureOf(error) ??
        fail(
          doing === 'reading' ? 'file-unreadable' : 'file-unwritable',
          t(
            'The file could not be read or written ({code}), so nothing was changed. Check that its drive is connected, then try again.',
            { code: code || t('for an unknown reason') },
          ),
          { cause: code },
        )
      );
  }
};
