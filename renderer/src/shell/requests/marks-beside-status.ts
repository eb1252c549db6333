import type { Mark } from '../../../../shared/domain/life/marks.ts';
import { marksOf } from '../../../../shared/domain/life/marks.ts';
import type { RequestSummary } from '../../../../shared/ipc/views.ts';

/** What is open of a request and not said by its status. @param timeZone IANA zone of the library */
export const marksBesideStatus = (
  row: Pick<RequestSummary, 'life' | 'openSince' | 'status'>,
  { timeZone }: { readonly timeZone: string },
): readonly Mark[] =>
  marksOf(row.life, row.openSince, timeZone).filter(({ status }) => status !== row.status);
