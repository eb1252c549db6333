import type { CheckedRequest } from '../checking/check-request.ts';
import { citationAfter, noCitation } from '../../../../shared/domain/citation.ts';
import type { CalendarDate, DeskId, PartnerId, PatronId, RequestId } from '../../../../shared/domain/ids.ts';
import { type RequestRow, findRequestRowByExternalId } from '../../desk/store/requests.queries.ts';
import { listTurns } from '../../desk/store/turns.queries.ts';
import { RowFault } from '../row-fault.ts';
import type { TurnInFile } from '../checking/library-shape.ts';
import type { ResolvedLife } from './life-of-file.ts';
import type { NamesToAdd } from '../sections.ts';
import type { FileRow } from './source-values.ts';
import { type Writing, requireId } from './writing.ts';
import { addPartner, addPatron } from './write-places.ts';
import { t } from '../../../../shared/words/words.ts';

/** A request with its references resolved, and with missing fields filled in from the stored one. */
export type ResolvedRequest = {
  readonly row: FileRow;
  /** Partners in rota order; null: the partner is not known. */
  readonly rota: readonly (PartnerId | null)[];
  /** The turns of the rota, if the file has them. */
  readonly turns: readonly TurnInFile[] | null;
  /** Desks of the items, by code. */
  readonly itemDesks: ReadonlyMap<string, DeskId>;
  /** Partners that sent items, by code. */
  readonly itemPartners: ReadonlyMap<string, PartnerId>;
  /** The parts of its life in the file; null if there are none. */
  readonly inFile: ResolvedLife | null;
  /** The status word in the file; null: unchanged. */
  readonly word: string | null;
};

/** Returns the pickup location of a request; null for none. @throws RowFault if there is no such desk. */
export const resolvePickup = (
  writing: Writing,
  { pickup }: CheckedRequest,
  stored: RequestRow | undefined,
): DeskId | null =>
  pickup === undefined
    ? (stored?.pickupDeskId ?? null)
    : pickup && requireId(writing, 'desk', pickup, 'pickup');

/** Whether a CSV row names a new patron or partner, who will be added with it. */
export const addsPatronOrPartner = (
  { references }: Writing,
  { patron, activePartner }: CheckedRequest,
  namesToAdd: NamesToAdd | undefined,
): boolean =>
  Boolean(namesToAdd?.patronName && patron && references.patronId(patron) === undefined) ||
  Boolean(
    namesToAdd?.partnerName && activePartner && references.idOf('partner', activePartner) === undefined,
  );

/** The status of a new request without one in the file: with a partner, it is ready to send. */
const statusOfNew = (partnerId: PartnerId | null): string =>
  partnerId === null ? 'REQUEST_CREATED_BOR' : 'READY_TO_SEND';

/**
 * Resolves the references of a request. Adds a new patron or partner that a CSV row names, once nothing else can refuse the row.
 * @param stored the stored request, if there is one.
 * @throws RowFault for the first record that does not exist.
 */
export const resolveRequest = (
  writing: Writing,
  request: CheckedRequest,
  stored: RequestRow | undefined,
  namesToAdd: NamesToAdd | undefined,
): ResolvedRequest => {
  const pickupDeskId = resolvePickup(writing, request, stored);
  const itemDesks = new Map<string, DeskId>();
  const itemPartners = new Map<string, PartnerId>();
  request.items?.forEach(({ desk, partner }, index) => {
    if (desk && !itemDesks.has(desk))
      itemDesks.set(desk, requireId(writing, 'desk', desk, `items[${index}].desk`));
    if (partner && !itemPartners.has(partner))
      itemPartners.set(partner, requireId(writing, 'partner', partner, `items[${index}].partner`));
  });
  const inFile = resolveLife(writing, request);
  const againOf = resolveAgainOf(writing, request, stored);
  const addsPatron = needsNewPatron(writing, request, namesToAdd);
  const patronId = addsPatron ? null : resolvePatron(writing, request, stored);
  // After everything that can refuse the row, because this may add a partner.
  const partners = resolvePartners(writing, request, stored, namesToAdd);
  return {
    row: {
      title: request.title,
      author: request.author ?? stored?.author ?? '',
      format: request.format || (stored?.format ?? 'physical'),
      patronId:
        addsPatron && request.patron && namesToAdd
          ? addPatron(writing, request.patron, namesToAdd.patronName, namesToAdd.patronEmail)
          : patronId,
      pickupDeskId,
      partnerId: partners.active,
      status: request.status || (stored?.status ?? statusOfNew(partners.active)),
      dueOn: request.dueOn === undefined ? storedDueOn(writing, stored) : request.dueOn,
      volumesExpected: request.volumes === undefined ? (stored?.volumesExpected ?? null) : request.volumes,
      circulationNote: request.circulationNote ?? stored?.circulationNote ?? '',
      cost: request.cost ?? stored?.cost ?? '',
      createdAt: request.createdAt === undefined ? (stored?.createdAt ?? null) : request.createdAt,
      againOf,
      ...citationAfter(stored ?? noCitation, request.citation ?? {}),
    },
    rota: partners.rota,
    turns: request.turns ?? null,
    itemDesks,
    itemPartners,
    inFile,
    word: request.status || (stored ? null : statusOfNew(partners.active)),
  };
};

/** The date by which its partner wants it back. Until it is asked, the turn holds the date of the file. */
const storedDueOn = ({ db }: Writing, stored: RequestRow | undefined): CalendarDate | null => {
  if (stored?.dueStage !== 'expected' || stored.dueOn !== null) return stored?.dueOn ?? null;
  const turn = listTurns(db, stored.id).find(({ partnerId }) => partnerId === stored.partnerId);
  return turn?.dueOn ?? null;
};

const resolveLife = (writing: Writing, { life }: CheckedRequest): ResolvedLife | null =>
  life && {
    ...life,
    demands: life.demands?.map(({ partner, ...demand }, index) => ({
      ...demand,
      partnerId: partner && requireId(writing, 'partner', partner, `demands[${index}].partner`),
    })),
  };
/** The request that this one repeats. @throws RowFault if it does not exist. */
const resolveAgainOf = (
  { db }: Writing,
  { againOf, externalId }: CheckedRequest,
  stored: RequestRow | undefined,
): RequestId | null => {
  if (againOf === undefined) return stored?.againOf ?? null;
  if (againOf === null) return null;
  const repeated = findRequestRowByExternalId(db, againOf);
  if (!repeated || againOf === externalId)
    throw new RowFault(
      'againOf',
      t(
        'There is no request “{againOf}” for this one to repeat. Put that request before this one, or leave this field out.',
        { againOf },
      ),
    );
  return repeated.id;
};

/** @throws RowFault for a patron that the importer may not know of. */
const resolvePatron = (
  writing: Writing,
  { patron }: CheckedRequest,
  stored: RequestRow | undefined,
): PatronId | null => {
  if (patron === undefined) return stored?.patronId ?? null;
  const id = patron === null ? undefined : writing.references.patronId(patron);
  if (patron === null || id === undefined) return null;
  if (id !== stored?.patronId) writing.rights.authorizePatron(id, patron);
  return id;
};

/** Whether a CSV row names a new patron. @throws RowFault if the patron is unknown and has no name. */
const needsNewPatron = (
  { references }: Writing,
  { patron }: CheckedRequest,
  namesToAdd: NamesToAdd | undefined,
): boolean => {
  if (!patron || references.patronId(patron) !== undefined) return false;
  if (namesToAdd?.patronName) return true;
  throw new RowFault(
    'patron',
    t('There is no patron with the barcode “{patron}”. Add the patron to the file or correct the barcode.', {
      patron,
    }),
  );
};

type Partners = { readonly rota: readonly (PartnerId | null)[]; readonly active: PartnerId | null };

const rotaOf = ({ db }: Writing, stored: RequestRow | undefined): Partners['rota'] =>
  stored ? listTurns(db, stored.id).map(({ partnerId }) => partnerId) : [];

const partnersOfTurns = (
  writing: Writing,
  turns: readonly TurnInFile[],
  activePartner: string | null | undefined,
): Partners => {
  const rota = turns.map(
    ({ partner }, index) => partner && requireId(writing, 'partner', partner, `turns[${index}].partner`),
  );
  const at = turns.findIndex(({ partner }) => partner !== null && partner === activePartner);
  return { rota, active: rota[at] ?? null };
};

const resolvePartners = (
  writing: Writing,
  { rota, activePartner, turns }: CheckedRequest,
  stored: RequestRow | undefined,
  namesToAdd: NamesToAdd | undefined,
): Partners => {
  if (turns) return partnersOfTurns(writing, turns, activePartner);
  const isNew =
    Boolean(activePartner && namesToAdd?.partnerName) &&
    writing.references.idOf('partner', activePartner ?? '') === undefined;
  const known = rota?.map((code, index) =>
    isNew && code === activePartner ? null : requireId(writing, 'partner', code, `rota[${index}]`),
  );
  const given =
    activePartner &&
    (isNew
      ? addPartner(writing, activePartner, namesToAdd?.partnerName ?? '')
      : requireId(writing, 'partner', activePartner, 'activePartner'));
  const line = known?.map((id) => id ?? (given as PartnerId)) ?? rotaOf(writing, stored);
  if (given) return { rota: line.includes(given) ? line : [...line, given], active: given };
  if (given === null) return { rota: line, active: null };
  const kept = stored?.partnerId ?? null;
  // The first partner of a new rota is asked first.
  const stays = kept !== null && (known === undefined || line.includes(kept));
  return { rota: line, active: stays ? kept : known === undefined ? null : (line[0] ?? null) };
};
