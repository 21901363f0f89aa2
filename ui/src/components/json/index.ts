export { JsonView } from './JsonView';
export { LongText } from './LongText';
