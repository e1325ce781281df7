"""voc: listens to customers for a consumer-goods company, on its own machine."""
