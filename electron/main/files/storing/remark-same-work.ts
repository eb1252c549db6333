import type { RequestId } from '../../../../shared/domain/ids.ts';
import { marksOfWork, samenesses } from '../../../../shared/domain/same-work.ts';
import { findRequestRow } from '../../desk/store/requests.queries.ts';
import { homeOfStored } from './home-of-stored.ts';
import type { FileRow } from './resolve-request.ts';
import type { Writing } from './write-places.ts';
import { t } from '../../../../shared/words/words.ts';

/** Whether it is still as it was remembered, may be named to the importer, and is not the one that is repeated. */
const isOpen = (writing: Writing, id: RequestId, mark: string, { patronId, againOf }: FileRow): boolean => {
  const stored = findRequestRow(writing.db, id);
  return (
    stored?.endedAs === null &&
    stored.patronId === patronId &&
    marksOfWork(stored).some((one) => one.mark === mark) &&
    id !== againOf &&
    writing.rights.mayRead(homeOfStored(writing, stored))
  );
};

/**
 * Remarks that the patron of a request that was added has an open one for the same work already, as far as the importer may read
 * that one. It is added all the same: only a person can say whether a second is wanted.
 */
export const remarkSameWork = (writing: Writing, id: RequestId, row: FileRow): void => {
  const { patronId } = row;
  const { openWorks } = writing;
  if (patronId === null) return;
  const marks = marksOfWork(row);
  for (const { by, mark } of marks) {
    const other = openWorks.find(patronId, mark, id);
    if (other === undefined || !isOpen(writing, other, mark, row)) continue;
    writing.remark(
      by === 'title' ? 'title' : `citation.${by}`,
      t('storing.importedThePatronAlreadyHasAn', {
        externalId: findRequestRow(writing.db, other)?.externalId ?? '',
        samenesses: samenesses[by],
      }),
    );
    break;
  }
  for (const { mark } of marks) openWorks.put(patronId, mark, id);
};
