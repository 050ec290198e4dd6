"""The edge: REST, sockets and pages. Parses what comes in, calls services, shows what `domain.view` allows."""
