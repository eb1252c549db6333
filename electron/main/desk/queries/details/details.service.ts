import { citationOf } from '../../../../../shared/domain/citation.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { conditionLabel } from '../../../../../shared/domain/receiving.ts';
import type { ConditionView } from '../../../../../shared/ipc/turn-views.ts';
import type { HistoryLine, ItemView, RequestDetails } from '../../../../../shared/ipc/request-views.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { findCommand, isUndoneWithImport, type LoggedCommand } from '../../store/command-log.queries.ts';
import { authorizeReading, mayRead } from '../../steps/frame/authorize.ts';
import { listConditions, type StoredCondition } from '../../store/conditions.queries.ts';
import { listItems, type StoredItem } from '../../store/items.queries.ts';
import { listLoansOfRequest, type LoanRow } from '../../store/loans.queries.ts';
import { loanedOnOf, receivedAtOf } from '../../store/known-dates.ts';
import { lastPartnerNote } from '../../store/notes.queries.ts';
import { findPartner, nameOfDesk } from '../../store/places.queries.ts';
import { findReason } from '../../store/reasons.queries.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';
import { findRequest, findRequestRow } from '../../store/requests.queries.ts';
import { type ImportOfRequest, listImportsOf, type PastImportRow } from '../../store/past-imports.queries.ts';
import { countEntries } from '../../store/thread.queries.ts';
import { listTurns } from '../../store/turns.queries.ts';
import type { HistoryRow } from './details.queries.ts';
import * as queries from './details.queries.ts';
import { labelOf } from '../../steps/parts/conflict-words.ts';
import { refuseUnknownRequest } from '../../steps/parts/outcome.ts';
import { nameOfTaken } from '../../steps/undo/name-of-taken.ts';
import { undoRefusal } from '../../steps/undo/undo.ts';
import { summaryOf } from './summary.ts';
import { noEntries, turnViewsOf } from './turns.ts';
import { inSentence, t } from '../../../../../shared/words/words.ts';

/** More than any request ever has; the newest are shown. */
const historyLimit = 1_000;

/** How many lines of its history come with a request. */
const firstLines = 20;

/** The details panel of Borrowing Requests. Read-only. */
export const detailsService = (context: DeskContext): Answers<'requests', 'details' | 'history'> => ({
  /** Returns everything known about one request. Refused (`request-unknown`) if it does not exist. */
  details: ({ requestId }) => {
    const readable = authorizeReading(context, requestId);
    if (!readable.ok) return readable;
    const request = findRequest(context.db, requestId);
    return request ? ok(detailsOf(context, request)) : refuseUnknownRequest();
  },
  /** Returns a page of its history, newest first. Refused likewise. */
  history: ({ requestId, ...page }) => {
    const readable = authorizeReading(context, requestId);
    if (!readable.ok) return readable;
    const request = findRequest(context.db, requestId);
    return request ? ok(historyOf(context, request, page).lines) : refuseUnknownRequest();
  },
});

const detailsOf = (context: DeskContext, request: StoredRequest): RequestDetails => {
  const { db } = context;
  const { id, patronId, cancelReason, cancelNote } = request;
  const items = listItems(db, id);
  const turns = listTurns(db, id);
  const loans = listLoansOfRequest(db, id);
  const summary = summaryOf(request, { turns, items });
  const threads = countEntries(db, id);
  const history = historyOf(context, request, { offset: 0, limit: firstLines });
  // Requests of other libraries are not named.
  const named = (ids: readonly RequestId[]): RequestDetails['againAs'] =>
    ids
      .filter((other) => mayRead(context, other))
      .map((other) => ({ requestId: other, externalId: findRequestRow(db, other)?.externalId ?? '' }));
  return {
    request: summary,
    format: request.format,
    citation: citationOf(request),
    againOf: request.againOf === null ? null : (named([request.againOf])[0] ?? null),
    againAs: named(queries.listRepeating(db, id)),
    circulationNote: request.circulationNote,
    cost: request.cost,
    pickupDeskId: request.pickupDeskId,
    partnerId: request.partnerId,
    patron: (patronId !== null && queries.findPatron(db, patronId)) || null,
    cancelled:
      cancelReason === '' && cancelNote === ''
        ? null
        : { reason: findReason(db, cancelReason)?.label ?? cancelReason, note: cancelNote },
    turns: turnViewsOf(db, request, summary.life, { turns, items, threads }, context.timeZone()),
    conditions: listConditions(db, id).map(conditionOf),
    items: items.map((item) => itemOf(db, item, loans)),
    thread: threads.get(null) ?? noEntries,
    lastWords: lastPartnerNote(db, id)?.body ?? '',
    slips: queries.listSlips(db, id),
    history: history.lines,
    historyTotal: history.total,
  };
};

const conditionOf = (condition: StoredCondition): ConditionView => ({
  reason: condition.reason === '' ? '' : conditionLabel(condition.reason),
  note: condition.note,
  partnerName: condition.partnerName,
  setAt: condition.setAt,
  replyBy: condition.replyBy,
  answer: condition.answer,
  answerNote: condition.answerNote,
  answeredAt: condition.answeredAt,
  endedAt: condition.endedAt,
});

/** An item with its newest loan. */
const itemOf = (db: ReadableDB, item: StoredItem, loans: readonly LoanRow[]): ItemView => {
  const loan = loans.findLast(({ itemId }) => itemId === item.id);
  return {
    itemId: item.id,
    barcode: item.barcode,
    volume: item.volume,
    label: item.label,
    senderName: (item.partnerId !== null && findPartner(db, item.partnerId)?.name) || '',
    partnerDueOn: item.dueOn,
    status: item.status,
    deskName: nameOfDesk(db, item.deskId),
    destinationName: nameOfDesk(db, item.destinationDeskId),
    receivedAt: receivedAtOf(item),
    use: item.use,
    holdUntil: item.holdUntil,
    loan: loan
      ? {
          loanedOn: loanedOnOf(loan),
          dueOn: loan.dueOn,
          endedOn: loan.endedOn,
          renewals: loan.renewals,
          renewalDueOn: item.renewal === 'asked' ? loan.renewalDueOn : null,
        }
      : null,
  };
};

type Past = HistoryRow | { readonly found: ImportOfRequest; readonly statusAfter: string };

/** Returns the steps and imports of a request, newest first. Whether a step can be undone is not looked up yet: that takes long. */
const pastOf = (
  { db }: DeskContext,
  { id, status }: StoredRequest,
  imports: readonly ImportOfRequest[],
): Past[] => {
  const past: Past[] = queries.listHistory(db, id, historyLimit);
  for (const found of imports) {
    if (found.changed === '[]') continue;
    const older = past.findIndex((one) => ('found' in one ? one.found.at : one.at) < found.at);
    const place = older === -1 ? past.length : older;
    const after = past[place - 1];
    const before = after && ('found' in after ? after.found.statusBefore : after.statusBefore);
    past.splice(place, 0, { found, statusAfter: before === undefined ? status : (before ?? '') });
  }
  return past;
};

/** Returns a page of the history, newest first, and how long it is. */
const historyOf = (
  context: DeskContext,
  request: StoredRequest,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): { readonly total: number; readonly lines: HistoryLine[] } => {
  const imports = listImportsOf(context.db, request.id);
  const past = pastOf(context, request, imports);
  const lines = past
    .slice(offset, offset + limit)
    .map((one) =>
      'found' in one ? importLine(one.found, one.statusAfter) : ofFile(historyLine(context, one), imports),
    );
  return { total: past.length, lines };
};

/** A step that an import took says so, as long as the journal of that import is stored. */
const ofFile = (line: HistoryLine, imports: readonly ImportOfRequest[]): HistoryLine => {
  const found = imports.find(({ steps }) => (JSON.parse(steps ?? '[]') as string[]).includes(line.opId));
  return found
    ? { ...line, label: t('{step}, from {fileName}', { step: line.label, fileName: fileNameOf(found) }) }
    : line;
};

const fileNameOf = ({ input }: PastImportRow): string =>
  (JSON.parse(input) as { readonly fileName?: string }).fileName ?? '';

/** An import, as long as its journal is stored. @param statusAfter with which the next line begins. */
const importLine = (found: ImportOfRequest, statusAfter: string): HistoryLine => {
  const { opId, at, operatorName, deskName, undoneBy, statusBefore } = found;
  const { label, headline } = importWords(found, fileNameOf(found));
  return {
    opId,
    at,
    operatorName,
    deskName,
    label,
    kind: 'import',
    headline,
    statusBefore: statusBefore ?? '',
    statusAfter: statusBefore === null ? '' : statusAfter,
    undone: undoneBy === null ? null : t('Undone'),
    undoRefusal: importRefusal(found),
  };
};

/** A file that only differed from what is here has changed nothing. */
const importWords = (
  { statusBefore, changed }: ImportOfRequest,
  fileName: string,
): Pick<HistoryLine, 'label' | 'headline'> => {
  if (statusBefore === null) {
    const label = t('Imported from {fileName}', { fileName });
    return { label, headline: label };
  }
  const names = (JSON.parse(changed ?? '[]') as string[]).filter((name) => name !== 'conflict');
  const label =
    names.length === 0 && changed !== null
      ? t('Conflict with {fileName}', { fileName })
      : t('Changed by {fileName}', { fileName });
  const fields = names.map((name) => inSentence(partLabels[name] ?? labelOf(name))).join(', ');
  return { label, headline: fields === '' ? label : t('Changed: {fields}', { fields }) };
};

const partLabels: Readonly<Record<string, string>> = {
  items: t('Items'),
  condition: t('Condition'),
  notes: t('Notes'),
};

const importRefusal = ({ undoneBy, takenBackBy }: PastImportRow): string => {
  if (undoneBy !== null) return t('This import is already undone.');
  return takenBackBy === null
    ? t('Undo the whole import in Settings › Library file.')
    : t('This import is not fully undone yet. Continue in Settings › Library file.');
};

const wordsOfUndone = (db: ReadableDB, command: LoggedCommand): string | null => {
  if (command.undoneBy === null) return null;
  return isUndoneWithImport(db, command) ? t('Undone together with the import it came from') : t('Undone');
};

const historyLine = (context: DeskContext, row: HistoryRow): HistoryLine => {
  const { db } = context;
  const command = findCommand(db, row.opId);
  return {
    ...row,
    label: nameOfTaken(db, row, row.statusAfter),
    undone: command ? wordsOfUndone(db, command) : null,
    undoRefusal: command ? undoRefusal(context, command) : t('This step is no longer in the records.'),
  };
};
