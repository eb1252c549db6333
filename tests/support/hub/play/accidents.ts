import { readFileSync } from 'node:fs';
import { sql } from '../../../../electron/main/db/sql.ts';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { maxDesks } from '../first-library.ts';
import { importEnded } from '../imports.ts';
import { lastNumber, noteTaken } from './at-the-desk.ts';
import { noOffice, programEnded } from './post-offices.ts';
import { start, type Place, type Play } from './play.ts';
import { queryOf } from './sync.ts';
import type BetterSqlite3 from 'better-sqlite3';

// Programs that exit at any time, files that are restored from a backup or copied, a hub that is restored.

export const addPlace = (play: Play, raw: BetterSqlite3.Database, login: number): Place => {
  const place: Place = {
    login,
    file: raw.name,
    desk: start(
      play,
      raw,
      login,
      queryOf(play, () => place),
    ),
    backup: null,
    questions: 0,
    life: 0,
    office: noOffice(play, login),
  };
  play.places.push(place);
  return place;
};

const beginAgain = (play: Play, place: Place, raw: BetterSqlite3.Database): void => {
  place.desk = start(
    play,
    raw,
    place.login,
    queryOf(play, () => place),
  );
  programEnded(play, place);
  const before = lastNumber(place.desk);
  importEnded(place.desk);
  noteTaken(play, place, before);
};

/** Restarts the program. */
export const restart = (play: Play, place: Place): void =>
  beginAgain(play, place, play.library.openedAgain(place.desk.raw));

export const backUp = (place: Place): void => {
  place.backup = readFileSync(place.file);
};

/** Restores the file from its backup, or to its state on joining: unshared work since then is lost. */
export const restore = async (play: Play, place: Place): Promise<void> => {
  const { seen, library, places } = play;
  play.rare.restored += 1;
  // In a copied folder, pending steps are in both copies, wherever they were taken.
  const waited = new Set([...seen.taken.keys()].filter((opId) => waits(place, opId)));
  beginAgain(
    play,
    place,
    library.openedAgain(place.desk.raw, place.backup ?? library.firstFile(place.login)),
  );
  const placed = await placedSteps(play);
  for (const [opId, { file }] of seen.taken)
    if (
      (file === place.file || waited.has(opId)) &&
      !placed.has(opId) &&
      !places.some((at) => waits(at, opId))
    )
      seen.taken.delete(opId);
};

/** Copies the data folder to another computer; both continue. */
export const copyFolder = (play: Play, place: Place): void => {
  if (play.rare.copied > 0 || play.places.length >= maxDesks) return;
  play.rare.copied += 1;
  addPlace(play, play.library.copied(readFileSync(place.file)), place.login).life = place.life;
};

/** Backs up the current hub. */
export const backUpHub = async ({ hub, passed }: Play): Promise<void> => {
  await hub.backUp();
  passed.agedInBackup = passed.agedAt;
};

/** Restores the hub: everything placed since is lost, and is pushed again by workstations that know of it. */
export const restoreHub = async (play: Play): Promise<void> => {
  const { hub, seen, places } = play;
  await hub.restore();
  play.passed.agedAt = play.passed.agedInBackup;
  // Longer than a lease.
  play.passed.seconds += 120;
  play.rare.hubRestored += 1;
  const placed = await placedSteps(play);
  const known = (opId: OpId): boolean =>
    placed.has(opId) || places.some((place) => waits(place, opId) || keeps(place, opId));
  for (const opId of seen.taken.keys()) if (!known(opId)) seen.taken.delete(opId);
};

const placedSteps = async ({ hub }: Play): Promise<ReadonlySet<OpId>> =>
  new Set(
    ((await hub.query('SELECT op_id FROM hub.op WHERE n IS NOT NULL', [])) as { op_id: OpId }[]).map(
      ({ op_id }) => op_id,
    ),
  );

const waits = ({ desk }: Place, opId: OpId): boolean =>
  sql<[OpId]>(desk.context.db, 'SELECT 1 FROM hub_pending WHERE op_id = ?').get(opId) !== undefined;

const keeps = ({ desk }: Place, opId: OpId): boolean =>
  sql<[OpId]>(desk.context.db, 'SELECT 1 FROM hub_kept WHERE op_id = ?').get(opId) !== undefined;
