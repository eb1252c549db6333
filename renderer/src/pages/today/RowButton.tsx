export { RowButton } from '../../components/table/cells/RowButton.tsx';
