import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Drawer.css';
import { Button, Drawer } from '@mantine/core';
import IconFilter from '@tabler/icons-react/icons/IconFilter';
import type { RequestFacets } from '../../../../../shared/ipc/request-views.ts';
import { useRequests } from '../../../requests/use-requests.ts';
import { countInFacets } from '../../../requests/requests.view.ts';
import type { useLayout } from '../use-layout.ts';
import { FacetPane } from './FacetPane.tsx';
import classes from './Filters.module.css';
import { t } from '../../../../../shared/words/words.ts';

type Layout = Pick<ReturnType<typeof useLayout>, 'filtersOver' | 'filtersOpen' | 'toggleFilters'>;

/** Shows and hides the filters. When they are hidden it shows the number of active ones. */
export const FiltersButton = ({ layout }: { readonly layout: Layout }) => {
  const { filtersOver, filtersOpen, toggleFilters } = layout;
  const count = useRequests(({ context }) => countInFacets(context.view));
  const name = filtersOver ? t('Filters') : t('Show filters');
  return (
    <Button
      size="compact-md"
      variant="default"
      leftSection={<IconFilter size={18} aria-hidden />}
      aria-expanded={filtersOpen}
      onClick={toggleFilters}
    >
      {filtersOpen && !filtersOver ? t('Hide filters') : count === 0 ? name : `${name} (${count})`}
    </Button>
  );
};

/** The facets: beside the list, or over it if there is no room for both. */
export const FiltersPane = ({
  layout,
  facets,
}: {
  readonly layout: Layout;
  readonly facets: RequestFacets | undefined;
}) => {
  const { filtersOver, filtersOpen, toggleFilters } = layout;
  if (filtersOver)
    return (
      <Drawer
        opened={filtersOpen}
        onClose={toggleFilters}
        position="left"
        size="20rem"
        title={t('Filters')}
        closeButtonProps={{ 'aria-label': t('Close the filters') }}
      >
        <div className={classes['over']}>
          <FacetPane facets={facets} />
        </div>
      </Drawer>
    );
  if (!filtersOpen) return null;
  return (
    <section className={classes['pane']} aria-label={t('Filters')} data-pane tabIndex={0}>
      <FacetPane facets={facets} />
    </section>
  );
};
