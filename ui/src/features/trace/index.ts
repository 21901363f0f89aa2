export { ActivityTab } from './ActivityTab';
export { FieldSection } from './FieldSection';
export { RawTab } from './RawTab';
export { TracePanel } from './TracePanel';
export { transactionTime } from './transactionTime';
