import type { DeskId, Instant, PartnerId, PatronId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { RequestChoices } from '../../../../../shared/ipc/request-views.ts';
import { sql } from '../../../db/sql.ts';
import type { ReadableDB } from '../../../db/types.ts';

/** Returns the partners in use, by name. */
export const listPartners = (db: ReadableDB): RequestChoices['partners'] =>
  sql<
    [],
    {
      readonly id: PartnerId;
      readonly code: string;
      readonly name: string;
      readonly renews: number;
      readonly consent: number;
    }
  >(
    db,
    `SELECT id, code, name, renews_automatically AS renews, cancel_needs_consent AS consent
       FROM partner WHERE active = 1 ORDER BY name COLLATE NOCASE, id`,
  )
    .all()
    .map(({ renews, consent, ...partner }) => ({
      ...partner,
      renewsAutomatically: renews === 1,
      cancelNeedsConsent: consent === 1,
    }));

/** Returns the desks where patrons can pick items up, by library and name. */
export const listDesks = (db: ReadableDB): RequestChoices['desks'] =>
  sql<
    [],
    {
      readonly id: DeskId;
      readonly code: string;
      readonly name: string;
      readonly libraryName: string;
      readonly holdShelf: number;
    }
  >(
    db,
    `SELECT desk.id, desk.code, desk.name, library.name AS libraryName, hold_shelf AS holdShelf
       FROM desk JOIN library ON library.id = library_id
      WHERE desk.active = 1
      ORDER BY library.name COLLATE NOCASE, desk.name COLLATE NOCASE, desk.id`,
  )
    .all()
    .map((desk) => ({ ...desk, holdShelf: desk.holdShelf === 1 }));

/** Returns the reasons for cancelling that can be chosen, in order. */
export const listReasons = (db: ReadableDB): RequestChoices['cancellationReasons'] =>
  sql<[], { readonly code: string; readonly label: string }>(
    db,
    'SELECT code, label FROM cancellation_reason WHERE active = 1 ORDER BY position, id',
  ).all();

/** The fields of an open request that identify the work. */
type OpenOfPatron = {
  readonly id: RequestId;
  readonly externalId: string;
  readonly title: string;
  readonly isbn: string;
  readonly doi: string;
  readonly status: string;
  readonly createdAt: Instant | null;
};

/** Returns the newest open requests of a patron, newest first: no individual patron has more than a hundred. */
export const listOpenOfPatron = (db: ReadableDB, patronId: PatronId): OpenOfPatron[] =>
  sql<[PatronId], OpenOfPatron>(
    db,
    `SELECT id, external_id AS externalId, title, isbn, doi, status, created_at AS createdAt
       FROM request WHERE patron_id = ? AND ended_as IS NULL ORDER BY id DESC LIMIT 100`,
  ).all(patronId);
