import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Drawer.css';
import { Button, Drawer } from '@mantine/core';
import IconFilter from '@tabler/icons-react/icons/IconFilter';
import type { RequestFacets } from '../../../../../shared/ipc/request-views.ts';
import { useRequests } from '../../../shell/requests/use-requests.ts';
import { countFilters } from '../../../shell/requests/requests.view.ts';
import type { useLayout } from '../use-layout.ts';
import { FacetPane } from './FacetPane.tsx';
import classes from './Filters.module.css';
import { ViewList } from './ViewList.tsx';

type Layout = Pick<ReturnType<typeof useLayout>, 'filtersOver' | 'filtersOpen' | 'toggleFilters'>;

/** Shows and hides the filters. Where they are hidden it says how many narrow the list. */
export const FiltersButton = ({ layout }: { readonly layout: Layout }) => {
  const { filtersOver, filtersOpen, toggleFilters } = layout;
  const count = useRequests(({ context }) => countFilters(context.view));
  const name = filtersOver ? 'Filters' : 'Show filters';
  return (
    <Button
      size="compact-md"
      variant="default"
      leftSection={<IconFilter size={18} aria-hidden />}
      aria-expanded={filtersOpen}
      onClick={toggleFilters}
    >
      {filtersOpen && !filtersOver ? 'Hide filters' : count === 0 ? name : `${name} (${count})`}
    </Button>
  );
};

/** Views and facets: beside the list, or over it where there is no room for both. */
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
        title="Filters"
        closeButtonProps={{ 'aria-label': 'Close the filters' }}
        transitionProps={{ duration: 0 }}
      >
        <div className={classes['over']}>
          <ViewList chosen={toggleFilters} />
          <FacetPane facets={facets} />
        </div>
      </Drawer>
    );
  if (!filtersOpen) return null;
  return (
    <section className={classes['pane']} aria-label="Filters" data-pane tabIndex={0}>
      <ViewList />
      <FacetPane facets={facets} />
    </section>
  );
};
