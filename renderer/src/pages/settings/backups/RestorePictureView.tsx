import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { RestorePicture } from '../../../../../shared/ipc/backup-views.ts';
import { formatInstant } from '../../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../../shared/domain/ids.ts';
import { useTimeZone } from '../../../components/today.ts';
import classes from './backups.module.css';
import { t } from '../../../../../shared/words/words.ts';
import { locale } from '../../../../../shared/words/language.ts';

type Facts = RestorePicture['here'];

const number = (count: number): string => count.toLocaleString(locale);

const useMoment = (): ((at: string | null) => string) => {
  const timeZone = useTimeZone();
  return (at) => (at === null ? t('backups.none') : formatInstant(at as Instant, timeZone));
};

/** The two libraries side by side. */
const Sides = ({ here, there }: { readonly here: Facts; readonly there: Facts }) => {
  const moment = useMoment();
  const rows: readonly (readonly [string, (facts: Facts) => ReactNode])[] = [
    [t('common.libraries'), ({ libraries }) => <bdi>{libraries.join(', ')}</bdi>],
    [t('backups.requests'), ({ requests }) => number(requests)],
    [t('backups.onLoan'), ({ loans }) => number(loans)],
    [t('common.patrons'), ({ patrons }) => number(patrons)],
    [t('backups.newestStep'), ({ newestStepAt }) => moment(newestStepAt)],
  ];
  return (
    <table className={classes['sides']}>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('backups.hereNow')}</th>
          <th scope="col">{t('backups.inTheFile')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, cell]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{cell(here)}</td>
            <td>{cell(there)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Counted = ({ items }: { readonly items: readonly string[] }) => (
  <ul>
    {items.map((item) => (
      <li key={item}>{item}</li>
    ))}
  </ul>
);

/** What is in the library here alone, so that it would be lost. */
const Lost = ({ picture }: { readonly picture: RestorePicture }) => {
  const moment = useMoment();
  const { onlyHere, requestsOnlyHere, loansOnlyHere, lettersLeft } = picture;
  const facts = [
    requestsOnlyHere > 0 && t('backups.requestsAreNotInTheFile', { count: requestsOnlyHere }),
    loansOnlyHere > 0 && t('backups.loansAreNotInTheFile', { count: loansOnlyHere }),
    lettersLeft > 0 && t('backups.lettersHaveLeftSince', { count: lettersLeft }),
  ].filter((fact) => fact !== false);
  return (
    <div className={classes['lost']} role="note">
      <Text fw={700}>{t('backups.stepsWouldBeLost', { count: onlyHere.count })}</Text>
      <Counted
        items={onlyHere.byKind.map(({ label, count }) =>
          t('backups.labelCount', { label, count: number(count) }),
        )}
      />
      <Text fw={600}>{t('backups.whoseStepsTheyAre')}</Text>
      <Counted
        items={onlyHere.byOperator.map(({ name, count }) =>
          t('backups.labelCount', { label: name, count: number(count) }),
        )}
      />
      <Text fw={600}>{t('backups.theLastOfThem')}</Text>
      <Counted
        items={onlyHere.last.map(({ label, at, operator, externalId }) =>
          [moment(at), label, externalId ?? '', operator].filter((part) => part !== '').join(' · '),
        )}
      />
      {facts.map((fact) => (
        <Text key={fact}>{fact}</Text>
      ))}
    </div>
  );
};

/** What would change if a file took the library's place. */
export const RestorePictureView = ({ picture }: { readonly picture: RestorePicture }) => (
  <>
    <Sides here={picture.here} there={picture.there} />
    {!picture.sameLibrary && picture.here.steps > 0 && (
      <Text fw={700} c="var(--desk-stop)">
        {t('backups.thisIsAnotherLibraryNothing')}
      </Text>
    )}
    {picture.onlyHere.count > 0 ? <Lost picture={picture} /> : <Text>{t('backups.noStepWouldBeLost')}</Text>}
    {picture.onlyThere.count > 0 && (
      <Text>{t('backups.stepsInTheFileAreNot', { count: picture.onlyThere.count })}</Text>
    )}
  </>
);
