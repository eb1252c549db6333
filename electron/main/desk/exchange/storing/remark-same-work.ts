import type { PatronId, RequestId } from '../../../../../shared/domain/ids.ts';
import { marksOfWork, samenesses } from '../../../../../shared/domain/same-work.ts';
import { listOpenOfPatron } from '../../requests/same-work.queries.ts';
import { findRequestRow } from '../../store/requests.queries.ts';
import { homeOfStored } from './home-of-stored.ts';
import type { FileRow } from './resolve-request.ts';
import type { Writing } from './write-places.ts';
import { t } from '../../../../../shared/words/words.ts';

/**
 * What patrons have open, by what tells a work: the patrons of a file come again and again, and to look each time would make an
 * import slow. It is what was true once: who goes by it looks at the request as it is now.
 */
export type OpenWorks = Map<PatronId, Map<string, RequestId>>;

/** Of more patrons all is forgotten, and read again; so the memory is bounded. */
const patronsKept = 5_000;
/** Nobody has as much open who is no library: what came first is forgotten. */
const marksKept = 1_000;

/** What a patron has open besides a request. */
const worksOf = (
  { db, openWorks }: Writing,
  patronId: PatronId,
  besides: RequestId,
): Map<string, RequestId> => {
  let works = openWorks.get(patronId);
  if (works && works.size > marksKept) works.clear();
  if (works) return works;
  if (openWorks.size >= patronsKept) openWorks.clear();
  openWorks.set(patronId, (works = new Map()));
  for (const other of listOpenOfPatron(db, patronId))
    if (other.id !== besides) for (const { mark } of marksOfWork(other)) works.set(mark, other.id);
  return works;
};

/** Whether it is still as it was remembered, may be named to the importer, and is not the one that is repeated. */
const isOpen = (writing: Writing, id: RequestId, { patronId, againOf }: FileRow): boolean => {
  const stored = findRequestRow(writing.db, id);
  return (
    stored?.endedAs === null &&
    stored.patronId === patronId &&
    id !== againOf &&
    writing.rights.mayRead(homeOfStored(writing, stored))
  );
};

/**
 * Remarks that the patron of a request that was added has an open one for the same work already, as far as the importer may read
 * that one. It is added all the same: only a person can say whether a second is wanted.
 */
export const remarkSameWork = (writing: Writing, id: RequestId, row: FileRow): void => {
  if (row.patronId === null) return;
  const works = worksOf(writing, row.patronId, id);
  const marks = marksOfWork(row);
  for (const { by, mark } of marks) {
    const other = works.get(mark);
    if (other === undefined || !isOpen(writing, other, row)) continue;
    writing.remark(
      by === 'title' ? 'title' : `citation.${by}`,
      t('storing.importedThePatronAlreadyHasAn', {
        externalId: findRequestRow(writing.db, other)?.externalId ?? '',
        samenesses: samenesses[by],
      }),
    );
    break;
  }
  for (const { mark } of marks) works.set(mark, id);
};
