import { expect } from 'vitest';
import type { TurnState } from '../../../shared/domain/life/turn.ts';
import { isOut } from '../../../shared/domain/life/volume.ts';
import type { IsoVersion } from '../../../shared/domain/partner-profile.ts';
import type { PartnerAnswer } from '../../../shared/ipc/input-shapes.ts';
import { faultsBySchema } from '../iso18626/official.ts';
import type { Play } from './play.ts';

/** What the borrower was told to record: the kinds of answers, and notes. */
export const kindsOf = ({ borrower }: Play, requestId = 'R1'): readonly string[] =>
  borrower.of(requestId).steps.map((step) => (step.kind === 'partner-answer' ? step.answer.kind : step.kind));

/** The answers that it was told to record. */
export const answersIn = ({ borrower }: Play): readonly PartnerAnswer[] =>
  borrower.of('R1').steps.flatMap((step) => (step.kind === 'partner-answer' ? [step.answer] : []));

/** What our turn may be while the lender's book has a status. */
const statesOf: Readonly<Record<string, readonly TurnState[]>> = {
  // A condition may come in a notification, which changes no status.
  '': ['asked', 'conditional'],
  WillSupply: ['will-supply', 'conditional'],
  Loaned: ['shipped', 'closing'],
  Overdue: ['shipped', 'closing'],
  Recalled: ['shipped', 'closing'],
  Unfilled: ['rejected'],
  RetryPossible: ['rejected', 'conditional'],
  CopyCompleted: ['shipped-digitally'],
  LoanCompleted: ['supplied'],
  Cancelled: ['cancelled', 'declined'],
};

/** Expects that both sides agree on how a request stands, that the lender heard nothing twice, and that every word had its place. */
export const expectAgreement = ({ borrower, lender }: Play, requestId = 'R1'): void => {
  const { life, conversation, tasks } = borrower.of(requestId);
  const entry = lender.entry(requestId);
  expect(conversation.status).toBe(entry.status === '' ? null : entry.status);
  expect(conversation.unanswered).toEqual(entry.owes);
  expect(entry.heardReceived).toBe(conversation.told.includes('Received'));
  expect(entry.heardReturned).toBe(conversation.told.includes('ShippedReturn'));
  expect(new Set(entry.heard.map(({ action, at }) => `${action} ${at}`)).size).toBe(entry.heard.length);
  const [turn] = life.turns;
  expect(statesOf[entry.status]).toContain(turn?.state);
  expect(life.volumes.some((volume) => isOut(volume) && entry.lent.length === 0)).toBe(false);
  expect(life.volumes.some(({ renewal }) => renewal === 'asked')).toBe(entry.owes.includes('Renew'));
  expect(turn?.cancellation === 'asked').toBe(entry.owes.includes('Cancel'));
  expect(tasks).toEqual([]);
};

/** Expects that everything the borrower sent and confirmed is valid by the schema of a version. */
export const expectValid = ({ borrower, lender }: Play, version: IsoVersion): void => {
  const written = [...borrower.sent, ...lender.answers.map(({ body }) => body)];
  expect(faultsBySchema(written, version)).toBe('');
};
