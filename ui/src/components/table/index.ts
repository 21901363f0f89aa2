export { type Column, parseSort, sortText, type TableSort } from './column';
export { DataTable, type DataTableHandle } from './DataTable';
