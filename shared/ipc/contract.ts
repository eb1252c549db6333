import type * as z from 'zod';
import { appCalls } from './calls/app.ts';
import { backupCalls } from './calls/backups.ts';
import { decisionCalls } from './calls/decisions.ts';
import { calendarCalls } from './calls/calendar.ts';
import { doneHereCalls } from './calls/done-here.ts';
import { connectionsCalls } from './calls/connections.ts';
import { endpointCalls } from './calls/endpoint.ts';
import { filesCalls } from './calls/files.ts';
import { hubCalls } from './calls/hub.ts';
import { importsCalls } from './calls/imports.ts';
import { libraryFileCalls } from './calls/library-file.ts';
import { loansCalls } from './calls/loans.ts';
import { lookUpsCalls } from './calls/look-ups.ts';
import { operatorsCalls } from './calls/operators.ts';
import { otherSystemCalls } from './calls/other-system.ts';
import { partnersCalls } from './calls/partners.ts';
import { patronDataCalls } from './calls/patron-data.ts';
import { placesCalls } from './calls/places.ts';
import { reasonsCalls } from './calls/reasons.ts';
import { incomingMailCalls } from './calls/incoming-mail.ts';
import { messageFolderCalls } from './calls/message-folder.ts';
import { lettersCalls } from './calls/letters.ts';
import { mailCalls } from './calls/mail.ts';
import { mailboxCalls } from './calls/mailbox.ts';
import { receivingCalls } from './calls/receiving.ts';
import { reportsCalls } from './calls/reports.ts';
import { scannerCalls } from './calls/scanner.ts';
import { scanningCalls } from './calls/scanning.ts';
import { requestsCalls } from './calls/requests.ts';
import { returningCalls } from './calls/returning.ts';
import type { Call } from './calls/shapes.ts';
import { slipsCalls } from './calls/slips.ts';
import { stepsCalls } from './calls/steps.ts';
import { threadCalls } from './calls/thread.ts';
import { todayCalls } from './calls/today.ts';
import { updateCalls } from './calls/updates.ts';
import { watchedFolderCalls } from './calls/watched-folder.ts';
import type { Channel } from './channels.ts';

/**
 * Every call from the renderer to the main process: its input, its output (inside a `Result`), what it changes. To add one: the name in
 * channels.ts, the shapes in the job's file in calls/, a method of that name in the job's service.
 */
export const contract = {
  ...appCalls,
  ...todayCalls,
  ...doneHereCalls,
  ...hubCalls,
  ...reportsCalls,
  ...receivingCalls,
  ...scanningCalls,
  ...scannerCalls,
  ...requestsCalls,
  ...decisionCalls,
  ...loansCalls,
  ...lookUpsCalls,
  ...returningCalls,
  ...stepsCalls,
  ...slipsCalls,
  ...backupCalls,
  ...updateCalls,
  ...libraryFileCalls,
  ...filesCalls,
  ...importsCalls,
  ...watchedFolderCalls,
  ...placesCalls,
  ...patronDataCalls,
  ...operatorsCalls,
  ...calendarCalls,
  ...reasonsCalls,
  ...lettersCalls,
  ...mailCalls,
  ...partnersCalls,
  ...otherSystemCalls,
  ...endpointCalls,
  ...connectionsCalls,
  ...mailboxCalls,
  ...incomingMailCalls,
  ...threadCalls,
  ...messageFolderCalls,
} as const satisfies Record<Channel, Call>;

type Contract = typeof contract;
export type Input<C extends Channel> = z.infer<Contract[C]['input']>;
export type Output<C extends Channel> = z.infer<Contract[C]['output']>;
