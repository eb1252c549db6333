import { expect } from 'vitest';
import type { IsoVersion } from '../../../shared/domain/partner-profile.ts';
import type { PartnerAnswer } from '../../../shared/ipc/input-shapes.ts';
import { faultsBySchema } from '../iso18626/official.ts';
import type { Play } from './play.ts';

/** What the borrower was told to record: the kinds of answers, and notes. */
export const kindsOf = ({ borrower }: Play, requestId = 'R1'): readonly string[] =>
  borrower.of(requestId).acts.map((act) => (act.kind === 'partner-answer' ? act.answer.kind : act.kind));

/** The answers that it was told to record. */
export const answersIn = ({ borrower }: Play, requestId = 'R1'): readonly PartnerAnswer[] =>
  borrower.of(requestId).acts.flatMap((act) => (act.kind === 'partner-answer' ? [act.answer] : []));

/** Expects that both sides agree on how a request stands, and that the lender heard nothing twice. */
export const expectAgreement = ({ borrower, lender }: Play, requestId = 'R1'): void => {
  const { standing } = borrower.of(requestId);
  const entry = lender.entry(requestId);
  expect(standing.status).toBe(entry.status === '' ? null : entry.status);
  expect(standing.unanswered).toEqual(entry.owes);
  expect(entry.heardReceived).toBe(standing.told.includes('Received'));
  expect(entry.heardReturned).toBe(standing.told.includes('ShippedReturn'));
  expect(new Set(entry.heard.map(({ action, at }) => `${action} ${at}`)).size).toBe(entry.heard.length);
};

/** Expects that everything the borrower sent and confirmed is valid by the schema of a version. */
export const expectValid = ({ borrower, lender }: Play, version: IsoVersion): void => {
  const written = [...borrower.sent, ...lender.answers.map(({ body }) => body)];
  expect(faultsBySchema(written, version)).toBe('');
};
