import { kindsOfGroup, type OfflineTransaction } from '../../../../../shared/domain/done-here.ts';
import type { DeskId, Instant, OperatorId, OpId } from '../../../../../shared/domain/ids.ts';
import type { Sending } from '../../../../../shared/domain/other-system-kinds.ts';
import { stepNameAfter } from '../../../../../shared/domain/steps/all-steps.ts';
import type { DoneFilter, DoneStep } from '../../../../../shared/ipc/calls/done-here.ts';
import { requestInScope, type LibraryScope } from '../../../db/library-scope.ts';
import { joinOperator, operatorName } from '../../../db/selects.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { placeOfStep, valuesOfSending } from '../../store/sent-places.queries.ts';

/** The filter: from one moment up to, but not including, the other. */
export type DoneArgs = Pick<DoneFilter, 'operatorId' | 'deskId' | 'group' | 'show'> & {
  readonly since: Instant;
  readonly before: Instant;
  readonly libraries: LibraryScope;
  /** How steps are sent to the other system. */
  readonly sending: Sending;
  readonly now: Instant;
  /** The operator and the desk where they have a role: they may key what they did there, whichever library the request belongs to. */
  readonly own: { readonly operatorId: OperatorId; readonly deskId: DeskId | null };
};

/** The steps that the files of these days brought: what the other system says itself is not keyed into it. */
const stepsOfFiles = `
  SELECT each.value FROM command_log AS file JOIN import_change ON import = file.seq JOIN json_each(steps) AS each
   WHERE file.kind = 'import' AND file.at >= @since AND file.at < @before AND steps IS NOT NULL`;

// A receipt that only gave a barcode is left out: the other system knows that the item arrived. So is a step undone before it was keyed. One that was keyed or sent first must also be reversed in the other system.
const fromSteps = ({ libraries, show }: DoneArgs): string => `
    FROM command_log
    JOIN request ON request.id = command_log.request_id
    LEFT JOIN keyed_step ON keyed_step.op_id = command_log.op_id
   WHERE command_log.at >= @since AND command_log.at < @before
     AND command_log.kind IN (SELECT value FROM json_each(@kinds))
     AND (@operatorId IS NULL OR command_log.operator_id = @operatorId)
     AND (@deskId IS NULL OR command_log.desk_id = @deskId)
     AND (command_log.undone_by IS NULL OR keyed_step.op_id IS NOT NULL OR ${placeOfStep} IS NOT NULL)
     AND command_log.answer ->> '$.onlyBarcode' IS NOT 1
     AND command_log.op_id NOT IN (${stepsOfFiles})
     AND (${requestInScope(libraries)} OR (command_log.operator_id = @ownId AND command_log.desk_id = @ownDeskId))
     ${
       show === 'to-key'
         ? `AND iif(command_log.undone_by IS NULL, keyed_step.op_id IS NULL AND ${placeOfStep} IS NOT 'sent', keyed_step.reversed_at IS NULL)`
         : ''
     }`;

const valuesOf = ({ since, before, operatorId, deskId, group, own, ...by }: DoneArgs) => ({
  ...valuesOfSending(by),
  ownId: own.operatorId,
  ownDeskId: own.deskId,
  since,
  before,
  operatorId,
  deskId,
  kinds: JSON.stringify(kindsOfGroup(group)),
});

/** Returns the number of steps. */
export const countDone = (db: ReadableDB, args: DoneArgs): number =>
  sql<object, { readonly n: number }>(db, `SELECT count(*) AS n ${fromSteps(args)}`).get(valuesOf(args))?.n ??
  0;

type Stored = Omit<DoneStep, 'name' | 'keyed' | 'takenBack' | 'reversed' | 'sent'> & {
  readonly place: NonNullable<DoneStep['sent']>['state'] | 'by-hand' | null;
  readonly sentWords: string | null;
  readonly sentAt: Instant | null;
  readonly statusAfter: string;
  readonly undone: number;
  readonly keyedAt: Instant | null;
  readonly keyedBy: string | null;
  readonly reversedAt: Instant | null;
  readonly reversedBy: string | null;
};

// The change log shows what a step did to loans.
const offline = `
  (SELECT iif(before IS NULL, 'loan', 'return') FROM change_log
    WHERE change_log.op_id = command_log.op_id AND table_name = 'loan'
      AND (before IS NULL OR (before ->> '$.ended_on' IS NULL AND after ->> '$.ended_on' IS NOT NULL)) LIMIT 1)`;

/** Returns a page of the steps, in the order in which they were taken. */
export const listDone = (
  db: ReadableDB,
  args: DoneArgs,
  page: { readonly offset: number; readonly limit: number },
): DoneStep[] =>
  sql<object, Stored>(
    db,
    `SELECT command_log.seq AS id, command_log.op_id AS opId, command_log.at, command_log.kind,
            ifnull((SELECT headline FROM request_event WHERE request_event.op_id = command_log.op_id LIMIT 1), '') AS headline,
            ifnull((SELECT status_after FROM request_event WHERE request_event.op_id = command_log.op_id LIMIT 1), '') AS statusAfter,
            request.id AS requestId, request.external_id AS externalId, request.title,
            ifnull(ifnull(command_log.answer ->> '$.barcode', command_log.answer ->> '$.volume.barcode'), '') AS barcode,
            ifnull(patron.name, '') AS patronName, ifnull(patron.barcode, '') AS patronBarcode,
            ifnull(partner.name, '') AS partnerName, ${operatorName}, desk.name AS deskName,
            command_log.undone_by IS NOT NULL AS undone,
            keyed_at AS keyedAt, (SELECT name FROM operator AS who WHERE who.id = keyed_step.operator_id) AS keyedBy,
            reversed_at AS reversedAt, (SELECT name FROM operator AS who WHERE who.id = reversed_by) AS reversedBy,
            ${placeOfStep} AS place,
            (SELECT words FROM other_system_message WHERE other_system_message.op_id = command_log.op_id
              ORDER BY words = '', id LIMIT 1) AS sentWords,
            (SELECT max(updated_at) FROM other_system_message WHERE other_system_message.op_id = command_log.op_id) AS sentAt,
            ${offline} AS offline
       FROM (SELECT command_log.seq AS found ${fromSteps(args)} ORDER BY command_log.seq LIMIT @limit OFFSET @offset)
       JOIN command_log ON command_log.seq = found
       ${joinOperator}
       JOIN desk ON desk.id = command_log.desk_id
       JOIN request ON request.id = command_log.request_id
       LEFT JOIN patron ON patron.id = request.patron_id
       LEFT JOIN partner ON partner.id = ifnull(
         (SELECT turn.partner_id FROM request_event JOIN turn ON turn.id = turn_id WHERE request_event.op_id = command_log.op_id LIMIT 1),
         request.partner_id)
       LEFT JOIN keyed_step ON keyed_step.op_id = command_log.op_id
      ORDER BY command_log.seq`,
  )
    .all({ ...valuesOf(args), ...page })
    .map(({ statusAfter, undone, keyedAt, keyedBy, reversedAt, reversedBy, ...stored }) => {
      const { place, sentWords, sentAt, ...row } = stored;
      return {
        ...row,
        sent:
          place === null || place === 'by-hand' || sentAt === null
            ? null
            : { state: place, at: sentAt, words: sentWords ?? '' },
        name: stepNameAfter(row.kind, statusAfter),
        keyed: keyedAt === null ? null : { at: keyedAt, operatorName: keyedBy ?? '' },
        takenBack: undone === 1,
        reversed: reversedAt === null ? null : { at: reversedAt, operatorName: reversedBy ?? '' },
      };
    });

/** Returns the loans and returns among them, in order, each with its step. */
export const listOffline = (
  db: ReadableDB,
  args: DoneArgs,
): (OfflineTransaction & { readonly opId: OpId })[] =>
  sql<object, OfflineTransaction & { readonly opId: OpId }>(
    db,
    `SELECT command_log.op_id AS opId, command_log.at, iif(change_log.before IS NULL, 'L', 'R') AS kind,
            item.barcode, patron.barcode AS card
       FROM (SELECT command_log.seq AS found ${fromSteps(args)})
       JOIN command_log ON command_log.seq = found
       JOIN change_log ON change_log.op_id = command_log.op_id AND table_name = 'loan'
        AND (change_log.before IS NULL
             OR (change_log.before ->> '$.ended_on' IS NULL AND change_log.after ->> '$.ended_on' IS NOT NULL))
       JOIN item ON item.id = change_log.after ->> '$.item_id'
       JOIN patron ON patron.id = change_log.after ->> '$.patron_id'
      WHERE command_log.undone_by IS NULL
      ORDER BY command_log.seq, change_log.id`,
  ).all(valuesOf(args));

/** Returns all operators, by name. */
export const listWhoTookSteps = (db: ReadableDB): { readonly id: OperatorId; readonly name: string }[] =>
  sql<[], { readonly id: OperatorId; readonly name: string }>(
    db,
    'SELECT id, name FROM operator ORDER BY name COLLATE NOCASE, id',
  ).all();

/** Returns the desks of libraries, by name. */
export const listDesksIn = (
  db: ReadableDB,
  libraries: LibraryScope,
): { readonly id: DeskId; readonly name: string }[] =>
  sql<object, { readonly id: DeskId; readonly name: string }>(
    db,
    `SELECT id, name FROM desk WHERE @libraries IS NULL OR library_id IN (SELECT value FROM json_each(@libraries))
      ORDER BY name COLLATE NOCASE, id`,
  ).all({ libraries: libraries === null ? null : JSON.stringify(libraries) });
