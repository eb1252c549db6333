import * as z from 'zod';
import type {
  DeskId,
  ItemId,
  LibraryId,
  LoanId,
  OperatorId,
  OpId,
  PartnerId,
  PatronId,
  PrintJobId,
  RequestId,
  TurnId,
} from '../domain/ids.ts';
import { branded } from './branded.ts';

export const requestId = branded<RequestId>(z.int().positive());
export const itemId = branded<ItemId>(z.int().positive());
export const deskId = branded<DeskId>(z.int().positive());
export const libraryId = branded<LibraryId>(z.int().positive());
export const partnerId = branded<PartnerId>(z.int().positive());
export const turnId = branded<TurnId>(z.int().positive());
export const patronId = branded<PatronId>(z.int().positive());
export const operatorId = branded<OperatorId>(z.int().positive());
export const loanId = branded<LoanId>(z.int().positive());
export const printJobId = branded<PrintJobId>(z.int().positive());
/** A UUIDv7; one for each intended operation. */
export const opId = branded<OpId>(z.uuid());
