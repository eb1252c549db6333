import type { CalendarDate, Code, Instant, PartnerId, TurnId } from '../../../../shared/domain/ids.ts';
import { lifeOfWord, impliesPartner } from '../../../../shared/domain/life/from-one-word.ts';
import { type Life, newLife } from '../../../../shared/domain/life/life.ts';
import { isEndState } from '../../../../shared/domain/life/request.machine.ts';
import { isActive, type Turn } from '../../../../shared/domain/life/turn.ts';
import { isOut, type Volume } from '../../../../shared/domain/life/volume.ts';
import { t } from '../../../../shared/words/words.ts';
import type { TurnRow } from '../../desk/store/turns.queries.ts';
import type { LifeInFile } from '../checking/library-shape.ts';
import { RowFault } from '../row-fault.ts';
import type { Wanted } from './request-parts.ts';
import {
  factsInFile,
  type Placed,
  placePartners,
  type Sent,
  turnInFile,
  type WantedTurn,
  waitingTurns,
} from './turns-of-file.ts';

/** The parts of a request's life in a file, with partners looked up. */
export type ResolvedLife = Omit<LifeInFile, 'demands'> & {
  readonly demands:
    | readonly (Omit<NonNullable<LifeInFile['demands']>[number], 'partner'> & {
        readonly partnerId: PartnerId | null;
      })[]
    | undefined;
};

/** A volume with its barcode in the file, and its sender. */
export type NamedVolume = {
  readonly barcode: string;
  readonly volume: Omit<Volume, 'turnId'>;
  readonly sent: Sent;
};

const isNamed = ({ barcode }: Pick<NamedVolume, 'barcode'>, code: Code): boolean =>
  barcode.toUpperCase() === code.toUpperCase();

/** @throws RowFault if a part names a volume that is not of this request, or that cannot be in this state. */
export const checkVolumeNames = (inFile: ResolvedLife, named: readonly NamedVolume[]): void => {
  // A lost volume may have the same barcode as one that arrived later.
  const find = (code: Code, path: string, isLost = false): NamedVolume['volume'] => {
    const found = named.flatMap((one) => (isNamed(one, code) ? one.volume : []));
    const volume = found.find(({ place }) => (place === 'lost') === isLost) ?? found[0];
    if (volume) return volume;
    throw new RowFault(
      path,
      t('“{code}” is not an item of this request. Correct it, or add the item.', { code }),
    );
  };
  inFile.renewals?.forEach(({ items }, index) =>
    items.forEach((code, at) => find(code, `renewals[${index}].items[${at}]`)),
  );
  inFile.reports?.forEach(({ item, kind }, index) => {
    const path = `reports[${index}]`;
    if (item === null && kind === 'damaged')
      throw new RowFault(
        `${path}.item`,
        t('Only an item that has arrived can be reported damaged. Give its barcode.'),
      );
    if (item === null) return;
    const isLost = find(item, `${path}.item`, kind === 'lost').place === 'lost';
    if (kind === 'claimed')
      throw new RowFault(
        `${path}.kind`,
        t('An item that has arrived cannot be claimed. Leave out the item or the report.'),
      );
    if (isLost !== (kind === 'lost'))
      throw new RowFault(
        `${path}.kind`,
        isLost
          ? t('The item is lost. Give its report the kind "lost".')
          : t('The report says lost, but the item is not. Give the item the status "lost".'),
      );
  });
};

/** A request as the file has it. Positions in the rota and among the items, from 1, are used as ids. */
export type LifeWanted = {
  readonly life: Life;
  readonly turns: readonly WantedTurn[];
  /** The recall dates of the volumes, by position. */
  readonly backBy: readonly (CalendarDate | null | undefined)[];
  /** The position of the turn that has the request, from 1; null if there is none. */
  readonly activeId: TurnId | null;
  /** When the cancellation was requested, if the file says so. */
  readonly wishAt: Instant | null;
};

/**
 * Returns the life in a file: from its turns, or otherwise from its status word. Separate parts win over the word.
 * @param named the volumes, with their stored marks if the word is not new.
 * @param remark receives what could not be imported.
 */
export const lifeInFile = (
  wanted: Wanted,
  word: string,
  named: readonly NamedVolume[],
  remark: (field: string, reason: string) => void,
): LifeWanted => {
  const { row, rota, turns, inFile, conditions } = wanted;
  const needsOne = impliesPartner(word) || (conditions?.length ?? 0) > 0;
  const placed = placePartners(
    rota,
    row.partnerId,
    named.map(({ sent }) => sent),
    needsOne,
  );
  const volumes = named.map(({ volume }, index): Volume => {
    const place = placed.senders[index] ?? 0;
    const dueOn = !turns && place === placed.active ? row.dueOn : null;
    const demand = isOut(volume) ? turns?.[place]?.demand?.state : undefined;
    return {
      ...volume,
      turnId: (place + 1) as TurnId,
      dueOn: volume.dueOn ?? dueOn,
      ...(turns && { demand: demand ?? 'none' }),
    };
  });
  const plain: Life = turns
    ? {
        ...newLife,
        expected: row.volumesExpected,
        volumes,
        turns: turns.map((turn, place) => turnInFile(turn, placed.partners[place] ?? null, place)),
      }
    : lifeOfPlaced(wanted, plainWord(word, named, inFile), placed, volumes);
  if (!turns && row.dueOn !== null && placed.partners.length === 0)
    remark('dueOn', t('The due date was not imported: the request has no partner.'));
  const activeId = placed.partners.length === 0 ? null : ((placed.active + 1) as TurnId);
  return withParts(plain, named, { wanted, activeId, remark });
};

type Whole = {
  readonly wanted: Wanted;
  readonly activeId: TurnId | null;
  readonly remark: (field: string, reason: string) => void;
};

/** Adds the separate parts and the moments in the file to a life. */
export const withParts = (
  plain: Life,
  named: readonly NamedVolume[],
  { wanted, activeId, remark }: Whole,
): LifeWanted => {
  const { turns, inFile } = wanted;
  // If the file has turns, they hold what the parts would say about the active partner.
  const said = inFile && { inFile, activeId: turns ? null : activeId, remark };
  const life = said ? withLifeInFile(plain, named, said) : plain;
  return {
    life,
    turns: life.turns.map((turn, place) => ({
      turn,
      facts: turns?.[place] ? factsInFile(turns[place]) : factsOfParts(turn, inFile),
    })),
    backBy: life.volumes.map((volume) => backByInFile(volume, life, wanted)),
    activeId,
    wishAt: inFile?.cancelWish?.at ?? inFile?.cancellation?.at ?? null,
  };
};

const lifeOfPlaced = (
  { row }: Wanted,
  status: string,
  { partners, active }: Placed,
  volumes: readonly Volume[],
): Life => {
  const life = lifeOfWord({
    status,
    turns: waitingTurns(partners),
    active,
    volumes,
    expected: row.volumesExpected,
  });
  const dated = (turn: Turn, place: number): Turn =>
    place === active ? { ...turn, dueOn: row.dueOn } : turn;
  return { ...life, turns: life.turns.map(dated) };
};

const lossWords: readonly string[] = ['REPORT_LOST', 'CLAIMED', 'DAMAGED'];
const cancelWords: readonly string[] = ['CANCEL_REPLY', 'CANCEL_NOT_ACCEPTED'];

/** The status word without what the file's parts say. */
const plainWord = (word: string, named: readonly NamedVolume[], inFile: ResolvedLife | null): string => {
  if (inFile?.end) return inFile.end;
  const hasVolumes = named.length > 0;
  if (inFile?.end === null && isEndState(word)) return hasVolumes ? 'RECEIVED_PHYSICALLY' : 'REQUEST_SENT';
  if (inFile?.reports && lossWords.includes(word))
    return hasVolumes ? 'RECEIVED_PHYSICALLY' : 'SHIPPED_PHYSICALLY';
  return inFile?.cancellation !== undefined && cancelWords.includes(word) ? 'REQUEST_SENT' : word;
};

type Said = {
  readonly inFile: ResolvedLife;
  readonly activeId: TurnId | null;
  readonly remark: (field: string, reason: string) => void;
};

/** Adds the parts in the file; other parts stay unchanged. */
const withLifeInFile = (life: Life, named: readonly NamedVolume[], said: Said): Life => {
  const { inFile, activeId } = said;
  const asked = cancellationInFile(life, said);
  const turns = life.turns.map((turn): Turn => {
    if (turn.id !== activeId) return turn;
    const parcel = inFile.reports ? parcelInFile(turn, inFile.reports) : {};
    const demand = inFile.demands && turn.state === 'shipped' ? demandInFile(turn, inFile)?.kind : undefined;
    return { ...turn, ...asked?.turn, ...parcel, ...(demand && { demand }) };
  });
  return {
    ...life,
    turns,
    ...(asked && { cancelWish: asked.cancelWish }),
    ...(inFile.cancelWish !== undefined && { cancelWish: inFile.cancelWish?.by ?? null }),
    ...(inFile.end !== undefined && { endedAs: inFile.end }),
    volumes: life.volumes.map((volume, index) =>
      volumeInFile(volume, named[index]?.barcode ?? '', { ...life, turns }, inFile),
    ),
  };
};

/** A cancellation that was asked of a partner, or that it refused. A volume that has arrived is its answer. */
const cancellationInFile = (
  life: Life,
  { inFile: { cancellation }, activeId, remark }: Said,
): { readonly turn: Pick<Turn, 'cancellation'>; readonly cancelWish: Life['cancelWish'] } | null => {
  if (cancellation === undefined) return null;
  const turn = life.turns.find(({ id }) => id === activeId);
  const isOpen = turn !== undefined && isActive(turn) && life.endedAs === null;
  const hasBook = life.volumes.some(({ turnId }) => turnId === activeId);
  if (cancellation !== null && isOpen && !hasBook)
    return { turn: { cancellation: cancellation.state }, cancelWish: cancellation.requestedBy };
  if (cancellation !== null && hasBook)
    remark(
      'cancellation',
      t('The cancellation was not imported: a volume from the partner has arrived, which settles it.'),
    );
  return { turn: { cancellation: 'none' }, cancelWish: life.endedAs === null ? null : life.cancelWish };
};

/** The parcel of the active partner: claimed while it is expected, or lost. */
const parcelInFile = (turn: Turn, reports: NonNullable<ResolvedLife['reports']>): Partial<Turn> => {
  const kind = reports.find(({ item }) => item === null)?.kind;
  if (kind === 'lost') return { state: 'closing', outsideWord: null, parcel: 'lost' };
  return { parcel: kind === 'claimed' && isActive(turn) ? 'claimed' : 'none' };
};

const volumeInFile = (volume: Volume, barcode: string, life: Life, inFile: ResolvedLife): Volume => {
  const isLost = volume.place === 'lost';
  const report = inFile.reports?.find(
    ({ item, kind }) => item !== null && isNamed({ barcode }, item) && (kind === 'lost') === isLost,
  )?.kind;
  const turn = life.turns.find(({ id }) => id === volume.turnId);
  const renewal = isOut(volume) ? renewalInFile(barcode, inFile) : undefined;
  return {
    ...volume,
    ...(inFile.renewals && {
      renewal: renewal?.state ?? 'none',
      askedUntil: renewal?.state === 'asked' ? renewal.until : null,
    }),
    ...(inFile.demands && {
      demand: isOut(volume) && turn ? (demandInFile(turn, inFile)?.kind ?? 'none') : 'none',
    }),
    ...(inFile.reports && { report: report === 'lost' || report === 'damaged' ? report : 'none' }),
  };
};

const renewalInFile = (barcode: string, { renewals }: ResolvedLife) =>
  renewals?.find(({ items }) => items.some((code) => isNamed({ barcode }, code)));

/** The most serious demand of a turn's partner. */
const demandInFile = (turn: Turn, { demands }: ResolvedLife) => {
  const own = demands?.filter(({ partnerId }) => partnerId === null || partnerId === turn.partnerId);
  return own?.find(({ kind }) => kind === 'recalled') ?? own?.[0];
};

/** The recall date of a volume; undefined if the file does not say. */
const backByInFile = (
  volume: Volume,
  life: Life,
  { turns, inFile }: Wanted,
): CalendarDate | null | undefined => {
  if (turns) return volume.demand === 'recalled' ? turns[volume.turnId - 1]?.demand?.backBy : null;
  const turn = life.turns.find(({ id }) => id === volume.turnId);
  if (!inFile?.demands || !turn) return undefined;
  return volume.demand === 'recalled' ? (demandInFile(turn, inFile)?.backBy ?? null) : null;
};

/** The moments of a turn from the parts in the file. */
const factsOfParts = (turn: Turn, inFile: ResolvedLife | null): Partial<TurnRow> => ({
  ...(turn.cancellation !== 'none' && inFile?.cancellation?.at && { cancellationAt: inFile.cancellation.at }),
  ...(turn.demand === 'recalled' &&
    inFile?.demands && { backBy: demandInFile(turn, inFile)?.backBy ?? null }),
});
