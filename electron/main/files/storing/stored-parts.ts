import type { RequestId } from '../../../../shared/domain/ids.ts';
import { type ConditionRow, listConditions } from '../../desk/store/conditions.queries.ts';
import { type ItemRow, listItems } from '../../desk/store/items.queries.ts';
import { listLoansOfRequest } from '../../desk/store/loans.queries.ts';
import { listNotes } from '../../desk/store/notes.queries.ts';
import { listTurns } from '../../desk/store/turns.queries.ts';
import { type FileCondition, type FileNote, isFromFile, type WantedItem } from './request-parts.ts';
import type { Writing } from './writing.ts';

// The stored parts in the form of a file, with fields in the order of the wanted ones.
export const storedNotes = ({ db }: Writing, id: RequestId): readonly FileNote[] =>
  listNotes(db, id)
    .filter(isFromFile)
    .map(({ author, body, active, createdAt }) => ({ author, body, active, createdAt }));

/** The newest condition, or the newest of each turn if the wanted ones name turns. */
export const storedConditions = (
  { db }: Writing,
  id: RequestId,
  wanted: readonly FileCondition[],
): readonly FileCondition[] => {
  const all = listConditions(db, id);
  const asWanted = ({ reason, note, replyBy }: ConditionRow, turn: number | null): FileCondition => ({
    reason,
    note,
    replyBy,
    turn,
  });
  if (wanted.every(({ turn }) => turn === null)) {
    const last = all.at(-1);
    return last ? [asWanted(last, null)] : [];
  }
  return listTurns(db, id).flatMap((turn, place) => {
    const last = all.findLast(({ turnId }) => turnId === turn.id);
    return last ? [asWanted(last, place + 1)] : [];
  });
};

/** @param wanted only the facts that the file has about a volume are compared. */
export const storedItems = (
  { db }: Writing,
  id: RequestId,
  wanted: readonly WantedItem[],
): readonly WantedItem[] => {
  const loans = listLoansOfRequest(db, id);
  const turns = listTurns(db, id);
  return listItems(db, id).map((item, index) => {
    const loan = loans.findLast(({ itemId }) => itemId === item.id);
    return {
      item: {
        barcode: item.barcode,
        status: item.status,
        deskId: item.deskId,
        destinationDeskId: item.destinationDeskId,
        receivedAt: item.receivedAt,
        receivedUnknown: item.receivedUnknown,
        statusAt: item.statusAt,
        broughtBack: item.broughtBack,
        shelvedAt: item.shelvedAt,
      },
      own: ownAsStored(item, wanted[index]?.own ?? {}),
      sent: {
        turn:
          (wanted[index]?.sent.turn ?? null) === null
            ? null
            : turns.findIndex((turn) => turn.id === item.turnId) + 1,
        partnerId: (wanted[index]?.sent.partnerId ?? null) === null ? null : item.partnerId,
      },
      loan: loan
        ? {
            loanedOn: loan.loanedOn,
            beginUnknown: loan.beginUnknown,
            dueOn: loan.dueOn,
            endedOn: loan.endedOn,
          }
        : null,
    };
  });
};

const ownAsStored = (item: ItemRow, wanted: WantedItem['own']): WantedItem['own'] =>
  Object.fromEntries(
    (Object.keys(wanted) as (keyof WantedItem['own'])[]).map((field) => [field, item[field]]),
  );
