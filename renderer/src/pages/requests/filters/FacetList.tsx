import IconChevronRight from '@tabler/icons-react/icons/IconChevronRight';
import { useId, useState } from 'react';
import { keep, restoreKept } from '../../../requests/request-storage.ts';
import classes from './Filters.module.css';
import { t } from '../../../../../shared/words/words.ts';
import { locale } from '../../../../../shared/words/language.ts';

export type FacetValue = {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  readonly chosen: boolean;
  readonly choose: () => void;
};

/** The number of values shown until the user asks for all. */
const shortLength = 7;

const isFlag = (kept: unknown): kept is boolean => typeof kept === 'boolean';

type FacetListProps = {
  readonly label: string;
  readonly values: readonly FacetValue[];
  /** Whether choosing one value replaces the other. */
  readonly single?: boolean;
};

/** One facet: its values, each with the number of matching requests. It can be collapsed, and a long list is shortened at first. */
export const FacetList = ({ label, values, single = false }: FacetListProps) => {
  const id = useId();
  const [open, setOpen] = useState(() => restoreKept(`facet ${label}`, isFlag, true));
  const [all, setAll] = useState(false);
  const fold = (): void => {
    keep(`facet ${label}`, !open);
    setOpen(!open);
  };
  // Chosen values are never hidden by the shortening.
  const shown = all ? values : values.filter(({ chosen }, index) => index < shortLength || chosen);
  return (
    <section className={classes['facet']} aria-labelledby={id}>
      <h3 className={classes['facetHead']}>
        <button type="button" id={id} className={classes['fold']} aria-expanded={open} onClick={fold}>
          <IconChevronRight size={14} aria-hidden />
          {label}
        </button>
      </h3>
      {open && (
        <ul role="list" aria-labelledby={id}>
          {shown.map(({ key, label: name, count, chosen, choose }) => (
            <li key={key}>
              <label className={classes['value']} data-chosen={chosen || undefined}>
                <input
                  type="checkbox"
                  checked={chosen}
                  onChange={choose}
                  aria-label={name}
                  {...(single ? { 'data-single': true } : {})}
                />
                <bdi className={classes['valueName']} title={name.slice(0, 300)}>
                  {name.slice(0, 120)}
                </bdi>
                <span className={classes['count']} aria-label={t('Requests: {count}', { count })} role="img">
                  {count.toLocaleString(locale)}
                </span>
              </label>
            </li>
          ))}
          {values.length === 0 && <li className={classes['none']}>{t('None here')}</li>}
          {(all ? values.length > shortLength : shown.length < values.length) && (
            <li>
              <button type="button" className={classes['clear']} onClick={() => setAll(!all)}>
                {all ? t('Show fewer') : t('Show all {valuesCount}', { valuesCount: values.length })}
              </button>
            </li>
          )}
        </ul>
      )}
    </section>
  );
};
