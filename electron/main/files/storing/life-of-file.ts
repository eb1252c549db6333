import type { CalendarDate, Code, PartnerId } from '../../../../shared/domain/ids.ts';
import { lifeOfWord } from '../../../../shared/domain/life/from-status.ts';
import type { Life } from '../../../../shared/domain/life/life.ts';
import { isSupplyState, newLife } from '../../../../shared/domain/life/life.ts';
import type { Volume } from '../../../../shared/domain/life/volumes.ts';
import { isFrom, isOut } from '../../../../shared/domain/life/volumes.ts';
import { isRequestStatus } from '../../../../shared/domain/request-status.ts';
import type { CheckedLife } from '../checking/check-life.ts';
import { RowFault } from '../row-fault.ts';
import { t } from '../../../../shared/words/words.ts';

/** What a file says of the parts of a life, with its partners looked up. */
export type SaidLife = Omit<CheckedLife, 'demands'> & {
  readonly demands:
    | readonly (Omit<NonNullable<CheckedLife['demands']>[number], 'partner'> & {
        readonly partnerId: PartnerId | null;
      })[]
    | undefined;
};

/** A volume with the barcode by which a file names it. */
export type NamedVolume = { readonly barcode: string; readonly volume: Volume };

const isNamed = ({ barcode }: Pick<NamedVolume, 'barcode'>, code: Code): boolean =>
  barcode.toUpperCase() === code.toUpperCase();

/** @throws RowFault where a part speaks of a volume that the request has not, or of which it cannot be so. */
export const checkNames = (said: SaidLife, named: readonly NamedVolume[]): void => {
  const find = (code: Code, path: string): Volume => {
    const volume = named.find((one) => isNamed(one, code))?.volume;
    if (volume) return volume;
    throw new RowFault(path, t('storing.isNoneOfTheItemsOf', { code }));
  };
  said.renewals?.forEach(({ items }, index) =>
    items.forEach((code, at) => find(code, `renewals[${index}].items[${at}]`)),
  );
  said.reports?.forEach(({ item, kind }, index) => {
    const path = `reports[${index}]`;
    if (item === null && kind === 'damaged')
      throw new RowFault(`${path}.item`, t('storing.whatIsDamagedHasComeGive'));
    if (item === null) return;
    const isLost = find(item, `${path}.item`).status === 'lost';
    if (kind === 'claimed') throw new RowFault(`${path}.kind`, t('storing.anItemThatHasComeIs'));
    if (isLost !== (kind === 'lost'))
      throw new RowFault(
        `${path}.kind`,
        isLost ? t('storing.theItemIsLostReportIt') : t('storing.theItemIsNotLostGive'),
      );
  });
};

/**
 * The life that a word and what a file says besides add up to: what it says of a part wins over the word. Where the word does not
 * fit the volumes, the parts count.
 */
export const lifeSaid = (word: string, named: readonly NamedVolume[], said: SaidLife | null): Life => {
  const volumes = named.map(({ volume }) => volume);
  const life = lifeOfWord({ status: word, volumes });
  if (said === null) return life;
  const fits = isSupplyState(life.supply) || !isRequestStatus(word);
  const supply = volumes.length > 0 ? 'SHIPPED_PHYSICALLY' : 'REQUEST_SENT';
  return withSaid(fits ? life : { ...newLife, supply, volumes }, named, said);
};

/** A life with what a file says of its parts; those of which it says nothing stay. */
export const withSaid = (life: Life, named: readonly NamedVolume[], said: SaidLife): Life => ({
  ...life,
  ...(said.cancellation !== undefined && {
    cancellation: said.cancellation?.state ?? 'none',
    cancelledFor: said.cancellation?.state === 'asked' ? said.cancellation.requestedBy : null,
  }),
  ...(said.end !== undefined && { endedAs: said.end }),
  ...(said.reports && { parcel: parcelSaid(said.reports) }),
  volumes: life.volumes.map((volume, index) => volumeSaid(volume, named[index]?.barcode ?? '', said)),
});

const parcelSaid = (reports: NonNullable<SaidLife['reports']>): Life['parcel'] => {
  const kind = reports.find(({ item }) => item === null)?.kind;
  return kind === 'lost' || kind === 'claimed' ? kind : 'none';
};

const volumeSaid = (volume: Volume, barcode: string, said: SaidLife): Volume => {
  const report = said.reports?.find(({ item }) => item !== null && isNamed({ barcode }, item))?.kind;
  return {
    ...volume,
    ...(said.renewals && { renewal: isOut(volume) ? (renewalSaid(barcode, said)?.state ?? 'none') : 'none' }),
    ...(said.demands && { demand: isOut(volume) ? (demandSaid(volume, said)?.kind ?? 'none') : 'none' }),
    ...(said.reports && { report: report === 'lost' || report === 'damaged' ? report : 'none' }),
  };
};

const renewalSaid = (barcode: string, { renewals }: SaidLife) =>
  renewals?.find(({ items }) => items.some((code) => isNamed({ barcode }, code)));

/** The heaviest demand of the partner of a volume. */
const demandSaid = (volume: Volume, { demands }: SaidLife) => {
  const own = demands?.filter(({ partnerId }) => isFrom(volume, partnerId));
  return own?.find(({ kind }) => kind === 'recalled') ?? own?.[0];
};

/** The dates of what is open of a volume, as far as a file says them. */
export const datesSaid = (
  { barcode, volume }: NamedVolume,
  said: SaidLife | null,
): { readonly renewalUntil?: CalendarDate | null; readonly backBy?: CalendarDate | null } => ({
  ...(said?.renewals && {
    renewalUntil: volume.renewal === 'asked' ? (renewalSaid(barcode, said)?.until ?? null) : null,
  }),
  ...(said?.demands && {
    backBy: volume.demand === 'recalled' ? (demandSaid(volume, said)?.backBy ?? null) : null,
  }),
});
