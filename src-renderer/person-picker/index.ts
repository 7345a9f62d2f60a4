export { PersonPicker, type PickedPerson } from './person-picker'
