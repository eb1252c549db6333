import type BetterSqlite3 from 'better-sqlite3';
import { copyFileSync, mkdirSync } from 'node:fs';
import { asDeskDatabase, connect } from '../../electron/main/db/open.ts';
import { databaseFileOf } from '../../electron/main/db/start.ts';
import { cancellingService } from '../../electron/main/desk/lifecycle/cancelling/cancelling.service.ts';
import { conditionsService } from '../../electron/main/desk/lifecycle/conditions/conditions.service.ts';
import { partnerAnswersService } from '../../electron/main/desk/lifecycle/partner-answers/partner-answers.service.ts';
import { loansService } from '../../electron/main/desk/circulation/lending/lending.service.ts';
import { receivingService } from '../../electron/main/desk/circulation/receiving/receiving.service.ts';
import { renewingService } from '../../electron/main/desk/lifecycle/renewing/renewing.service.ts';
import { editRequestService } from '../../electron/main/desk/requests/edit-request.service.ts';
import { newRequestService } from '../../electron/main/desk/requests/new-request.service.ts';
import { notesService } from '../../electron/main/desk/requests/notes.service.ts';
import { returningService } from '../../electron/main/desk/circulation/returning/returning.service.ts';
import { sendingService } from '../../electron/main/desk/lifecycle/sending/sending.service.ts';
import { openSession } from '../../electron/main/desk/directory/session/session.service.ts';
import { slipsService } from '../../electron/main/desk/output/slips/slips.service.ts';
import { undoService } from '../../electron/main/desk/history/undo.service.ts';
import { transitService } from '../../electron/main/desk/circulation/scan-in/scan-in.service.ts';
import { lossAndDamageService } from '../../electron/main/desk/lifecycle/loss-and-damage/loss-and-damage.service.ts';

/** The jobs of a desk that works on its own copy of the library. */
export type DeskCopy = { readonly raw: BetterSqlite3.Database } & ReturnType<typeof jobsOn>;

/** Another data folder with the same database, byte for byte. The database must be closed. @returns its file. */
export const copyDatabase = (from: string, to: string): string => {
  mkdirSync(to, { recursive: true });
  copyFileSync(databaseFileOf(from), databaseFileOf(to));
  return databaseFileOf(to);
};

/** Opens the desk's jobs on a file, as the program does. @param now the clock that all copies share. */
export const openCopy = (file: string, now: () => Date): DeskCopy => {
  const raw = connect(file);
  return { raw, ...jobsOn(raw, now) };
};

const jobsOn = (raw: BetterSqlite3.Database, now: () => Date) => {
  const db = asDeskDatabase(raw);
  const context = { db, session: openSession(db), now, timeZone: () => 'UTC' };
  return {
    context,
    cancelling: cancellingService(context),
    conditions: conditionsService(context),
    editing: editRequestService(context),
    creating: newRequestService(context),
    partnerAnswers: partnerAnswersService(context),
    loans: loansService(context),
    notes: notesService(context),
    receiving: receivingService(context),
    renewing: renewingService(context),
    returning: returningService(context),
    sending: sendingService(context),
    slips: slipsService(context, { printers: () => Promise.resolve([]) }),
    transit: transitService(context),
    trouble: lossAndDamageService(context),
    undoing: undoService(context),
  };
};
