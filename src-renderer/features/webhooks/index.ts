export { EndpointScreen } from './endpoint-screen'
export { WebhooksScreen } from './webhooks-screen'
